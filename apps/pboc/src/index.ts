export { pboc } from './service';
