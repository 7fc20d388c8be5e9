import { z } from 'zod';
import { action, mechanism } from './actions';
import { agency, group, office } from './agencies';
import { bilingual, slug } from './common';
import { document } from './document';
import { calendar, jurisdiction } from './jurisdiction';
import { measure, provision } from './measures';
import { ambiguity, note } from './readings';
import { rules } from './rules';

/** Parts of a pack that stand once, in one of its files. */
export const SINGLE_PARTS = {
  id: slug,
  name: bilingual,
  /** Programme of the parent jurisdiction; null for one that stands alone. */
  parent: slug.nullable(),
  jurisdiction,
  calendar,
  document,
  office,
  /** A programme may leave all of them to its parent. */
  rules: rules.default({}),
};

/** Parts that are lists: each file of the pack may add to them, in the order of the files' names. */
export const LIST_PARTS = {
  agencies: agency,
  groups: group,
  actions: action,
  measures: measure,
  mechanisms: mechanism,
  provisions: provision,
  ambiguities: ambiguity,
  notes: note,
};

/** A whole pack, its files put together. */
export const pack = z.strictObject({
  ...SINGLE_PARTS,
  agencies: z.array(agency).min(1),
  groups: z.array(group).default([]),
  actions: z.array(action).min(1),
  measures: z.array(measure).min(1),
  mechanisms: z.array(mechanism).default([]),
  provisions: z.array(provision).default([]),
  ambiguities: z.array(ambiguity).default([]),
  notes: z.array(note).default([]),
});

export type Pack = z.infer<typeof pack>;
export type ListPart = keyof typeof LIST_PARTS;
export const isListPart = (name: string): name is ListPart => Object.hasOwn(LIST_PARTS, name);
