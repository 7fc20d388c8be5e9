import type { z } from 'zod';
import { supplied, type Supplied } from '../schema/jurisdiction';
import { LIST_PARTS, SINGLE_PARTS, type ListPart } from '../schema/pack';

export interface Item<T> {
  index: number;
  value: T;
}

type Lists = { [Part in ListPart]: Item<z.infer<(typeof LIST_PARTS)[Part]>>[] };
type Singles = {
  [Part in 'jurisdiction' | 'document' | 'office' | 'rules']: z.infer<(typeof SINGLE_PARTS)[Part]> | undefined;
};

/** What of a pack fits the schema, so that references can be checked although something else is wrong. */
export interface ValidParts extends Lists, Singles {
  /** Also where the pack names a calendar that there is not. */
  supplied: Supplied | undefined;
  /** Ids (slugs of agencies) that are declared, also by items that are faulty otherwise. */
  declared: Record<ListPart, ReadonlySet<string>>;
  /** Ids of all clauses, each with its way from the top of the document to itself; also where the document is faulty. */
  clauses: ReadonlyMap<string, readonly string[]>;
}

const list = (raw: unknown): readonly unknown[] => (Array.isArray(raw) ? raw : []);

const items = <S extends z.ZodType>(schema: S, raw: unknown): Item<z.infer<S>>[] =>
  list(raw).flatMap((entry, index) => {
    const parsed = schema.safeParse(entry);
    return parsed.success ? [{ index, value: parsed.data }] : [];
  });

const single = <S extends z.ZodType>(schema: S, raw: unknown): z.infer<S> | undefined => {
  const parsed = schema.safeParse(raw);
  return parsed.success ? parsed.data : undefined;
};

/** The first of these keys that the mapping has. */
export const field = (raw: unknown, ...names: string[]): unknown =>
  Object.entries(raw ?? {}).find(([key]) => names.includes(key))?.[1];

const ids = (raw: unknown): ReadonlySet<string> =>
  new Set(
    list(raw).flatMap((entry) => {
      const found = field(entry, 'id', 'slug');
      return typeof found === 'string' ? [found] : [];
    }),
  );

const clausesIn = (raw: unknown, within: readonly string[] = []): [string, readonly string[]][] =>
  list(raw).flatMap((entry) => {
    const id = field(entry, 'id');
    const way = typeof id === 'string' ? [...within, id] : within;
    const inner = clausesIn(field(entry, 'clauses'), way);
    return typeof id === 'string' ? [[id, way], ...inner] : inner;
  });

export const validParts = (raw: Readonly<Record<string, unknown>>): ValidParts => ({
  supplied: single(supplied, raw['calendar']),
  jurisdiction: single(SINGLE_PARTS.jurisdiction, raw['jurisdiction']),
  document: single(SINGLE_PARTS.document, raw['document']),
  office: single(SINGLE_PARTS.office, raw['office']),
  rules: single(SINGLE_PARTS.rules, raw['rules']),
  agencies: items(LIST_PARTS.agencies, raw['agencies']),
  groups: items(LIST_PARTS.groups, raw['groups']),
  actions: items(LIST_PARTS.actions, raw['actions']),
  measures: items(LIST_PARTS.measures, raw['measures']),
  mechanisms: items(LIST_PARTS.mechanisms, raw['mechanisms']),
  provisions: items(LIST_PARTS.provisions, raw['provisions']),
  ambiguities: items(LIST_PARTS.ambiguities, raw['ambiguities']),
  notes: items(LIST_PARTS.notes, raw['notes']),
  declared: {
    agencies: ids(raw['agencies']),
    groups: ids(raw['groups']),
    actions: ids(raw['actions']),
    measures: ids(raw['measures']),
    mechanisms: ids(raw['mechanisms']),
    provisions: ids(raw['provisions']),
    ambiguities: ids(raw['ambiguities']),
    notes: ids(raw['notes']),
  },
  clauses: new Map(clausesIn(field(raw['document'], 'clauses'))),
});
