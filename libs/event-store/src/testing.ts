export { newEvent, uuidv7 } from './testing/new-event';
