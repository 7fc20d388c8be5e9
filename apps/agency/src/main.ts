import { runService } from '@sanban/service-kit';
import { agency } from './service';

void runService(agency);
