import { checkBrackets } from '../checks/brackets';
import { checkDuties } from '../checks/duties';
import { checkFigures } from '../checks/figures';
import { checkIds } from '../checks/ids';
import { checkNames } from '../checks/names';
import { checkPlacement } from '../checks/placement';
import { checkReferences } from '../checks/references';
import type { Fault } from '../faults/fault';
import { fromIssue, type Finding } from '../faults/from-issue';
import { pack as schema, type Pack } from '../schema/pack';
import type { Supplied } from '../schema/jurisdiction';
import type { PackRules } from '../schema/rules';
import { PackSource } from './pack-source';
import { field, validParts } from './valid-parts';

/** A pack as far as it can be judged by itself. */
export interface ReadPack {
  path: string;
  /** Id as written, even where something else is wrong. */
  id: string | null;
  /** Id of its parent as written. */
  parent: string | null;
  /** Its region as written. */
  region: string | null;
  /** Its rules where they fit the schema. */
  rules: PackRules | null;
  /** Its own years and days where they fit the schema. */
  supplied: Supplied | null;
  /** Null where there are faults. */
  pack: Pack | null;
  faults: Fault[];
  fault(finding: Finding): Fault;
}

/** Reads the pack in this folder or file and checks all that does not need another pack. */
export const readPack = (path: string): ReadPack => {
  const source = new PackSource(path);
  const fault = (finding: Finding): Fault => source.fault(finding);
  const id = text(source.raw['id']);
  const parent = text(source.raw['parent']);
  const region = text(field(source.raw['jurisdiction'], 'region'));
  const written = { path, id, parent, region, fault };
  if (!source.readable) return { ...written, rules: null, supplied: null, pack: null, faults: source.faults };
  const parsed = schema.safeParse(source.raw);
  const issues = parsed.success ? [] : parsed.error.issues.flatMap((issue) => fromIssue(issue, schema, source.raw));
  const parts = validParts(source.raw);
  const checks = [checkIds, checkNames, checkReferences, checkPlacement, checkBrackets, checkFigures, checkDuties];
  const findings = [...issues, ...checks.flatMap((check) => check(parts))];
  const faults = [...source.faults, ...findings.map(fault)];
  const pack = parsed.success && faults.length === 0 ? parsed.data : null;
  const { rules = null, supplied = null } = parts;
  return { ...written, rules, supplied, pack, faults };
};

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
