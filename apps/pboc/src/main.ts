import { runService } from '@sanban/service-kit';
import { pboc } from './service';

void runService(pboc);
