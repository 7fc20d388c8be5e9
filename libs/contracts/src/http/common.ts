import { z } from 'zod';
import { revision } from '../shared/ids';

/** Text for people, in both languages. */
export const bilingual = z.object({ zh: z.string(), en: z.string() }).meta({ id: 'Bilingual' });
export type Bilingual = z.infer<typeof bilingual>;

/** Every command's answer; `ETag` repeats the revision. 201 where it created the thing, 200 else. */
export const commandAnswer = z
  .object({
    id: z.uuid(),
    /** After the command. */
    revision,
    state: z.string(),
    /** What happened, in order. */
    events: z.array(z.string()),
  })
  .meta({
    id: 'CommandAnswer',
    examples: [
      { id: '0190f3a2-1c5e-7d3a-9b1f-2f6d1c0a4e11', revision: 2, state: 'assigned', events: ['RequestAssigned'] },
    ],
  });
export type CommandAnswer = z.infer<typeof commandAnswer>;

/** A command that says nothing beyond its name. */
export const emptyBody = z.strictObject({}).meta({ id: 'EmptyBody', examples: [{}] });

/** In a query string: digits and nothing else, not what JavaScript also takes for a number (nothing at all, `0x10`, `1e2`). */
export const digits = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value), schema);

/** Keyset pages: `cursor` is the `next` of the page before, and means nothing else. */
export const pageQuery = {
  cursor: z.string().min(1).max(500).optional(),
  limit: digits(z.int().min(1).max(200).default(50)),
};

/** `next` is null on the last page. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

/** In a query string: `true` or `false`. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
