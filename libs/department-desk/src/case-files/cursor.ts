import { keysetCursor } from '@sanban/service-kit';
import { z } from 'zod';

/** Where a page ended: its last line's place in the order of the list, when it was assigned and which it is. */
export const caseFileCursor = keysetCursor('case-files', z.tuple([z.iso.datetime({ offset: true }), z.uuid()]));
