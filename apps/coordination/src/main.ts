import { runService } from '@sanban/service-kit';
import { coordination } from './index';

void runService(coordination);
