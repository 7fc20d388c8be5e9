import { runService } from '@sanban/service-kit';
import { tax } from './service';

void runService(tax);
