import type { z } from 'zod';
import type { Api } from './api';

/** The largest page that the API gives. */
export const PAGE_LIMIT = 200;

interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** All items of a list, page after page by its cursor. */
export async function* allPages<Item>(
  api: Api,
  path: string,
  schema: z.ZodType<Page<Item>>,
  query: Readonly<Record<string, string | number | boolean | undefined>> = {},
): AsyncGenerator<Item> {
  let cursor: string | undefined;
  do {
    const page = await api.get(path, schema, { ...query, cursor, limit: PAGE_LIMIT });
    yield* page.items;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
