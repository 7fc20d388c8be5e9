import { keysetCursor } from '@sanban/service-kit';
import { z } from 'zod';

/** A page ends at an ordinal. */
export const ledgerCursor = keysetCursor('ledger', z.string().regex(/^\d{1,18}$/));
