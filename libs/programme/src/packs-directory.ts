import { join } from 'node:path';

/** Where the packs of this package lie; the same from `src` and from `dist`. */
export const PACKS_DIRECTORY = join(__dirname, '..', 'packs');
