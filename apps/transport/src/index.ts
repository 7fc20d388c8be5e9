export { transport } from './service';
