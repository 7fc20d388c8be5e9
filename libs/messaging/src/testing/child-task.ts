import { z } from 'zod';

/** What a child process of the suite does. */
export const childTask = z.object({
  module: z.string(),
  argument: z.string(),
  /** Address of the consumer's database. */
  database: z.string(),
  work: z.discriminatedUnion('role', [
    z.object({
      role: z.literal('consumer'),
      name: z.string(),
      group: z.string(),
      topic: z.string(),
      /** Stands still for ever once the first effect is written and not yet committed. */
      hang: z.boolean(),
    }),
    z.object({
      role: z.literal('publisher'),
      topic: z.string(),
      keys: z.array(z.string()),
      /** Each key gets the numbers 1 to `count`, each of them after the one before was acknowledged. */
      count: z.number(),
    }),
  ]),
});
export type ChildTask = z.infer<typeof childTask>;

/** What a child tells: that it has begun, that it hangs with its effect written, which numbers of a key are acknowledged, that it is done. */
export const childNews = z.discriminatedUnion('news', [
  z.object({ news: z.literal('started') }),
  z.object({ news: z.literal('hanging') }),
  z.object({ news: z.literal('acknowledged'), key: z.string(), n: z.number() }),
  z.object({ news: z.literal('done') }),
]);
export type ChildNews = z.infer<typeof childNews>;
