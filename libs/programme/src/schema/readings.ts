import { z } from 'zod';
import { bilingual, clauseId, slug } from './common';

/** Words that can be understood in more than one way, the ways, and the one that holds until somebody rules otherwise. */
export const ambiguity = z.strictObject({
  id: slug,
  clause: clauseId,
  printed: z.string().min(1),
  question: bilingual,
  readings: z.array(z.strictObject({ id: slug, says: bilingual })).min(2),
  default: slug,
});

/** What a careful reader of the document notices: inconsistencies, dates already past, names printed in two ways. */
export const note = z.strictObject({ id: slug, clause: clauseId, says: bilingual });

export type Ambiguity = z.infer<typeof ambiguity>;
export type Note = z.infer<typeof note>;
