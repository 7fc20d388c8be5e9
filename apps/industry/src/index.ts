export { industry } from './service';
