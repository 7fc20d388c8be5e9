import { runService } from '@sanban/service-kit';
import { industry } from './service';

void runService(industry);
