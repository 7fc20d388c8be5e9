import { runService } from '@sanban/service-kit';
import { hrss } from './service';

void runService(hrss);
