export { agency } from './service';
