export { tax } from './service';
