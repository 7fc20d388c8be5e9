import { runService } from '@sanban/service-kit';
import { transport } from './service';

void runService(transport);
