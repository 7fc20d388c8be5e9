export { finance } from './service';
