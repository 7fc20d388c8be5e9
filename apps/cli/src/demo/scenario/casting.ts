import type { ActionEntry, LoadedProgramme } from '@sanban/programme';
import type { Random } from '../random';

/** The agencies of one request's story. */
export interface Casting {
  lead: string;
  /** To whom it goes where the first lead was the wrong one. */
  other: string;
  cooperating: string[];
}

/**
 * Those whom the action names; where it names too few (`区直各有关单位`), other departments of the programme.
 * @param wanted how many cooperating agencies
 */
export function cast(programme: LoadedProgramme, action: ActionEntry, wanted: number, random: Random): Casting {
  const named = [...new Set([...action.leads, ...action.responsible, ...action.cooperating])];
  const lead = action.lead ?? named[0] ?? random.sample(departments(programme), 1)[0];
  if (lead === undefined) throw new Error(`${programme.id} has no department that could lead ${action.id}`);
  const others = [...named, ...random.sample(departments(programme), 4)].filter((agency) => agency !== lead);
  const [other = lead] = others;
  const candidates = [...new Set(others)].filter((agency) => agency !== other);
  return { lead, other, cooperating: random.sample(candidates, wanted) };
}

const departments = (programme: LoadedProgramme): string[] => programme.agencies.map(({ id }) => id);
