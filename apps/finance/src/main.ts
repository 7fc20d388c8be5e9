import { runService } from '@sanban/service-kit';
import { finance } from './service';

void runService(finance);
