export { hrss } from './service';
