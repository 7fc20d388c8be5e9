import type { Participant } from '@sanban/casework';
import type { LoadedProgramme } from '@sanban/programme';
import { derivedId } from '@sanban/service-kit';
import { checkAgencies } from './references';

interface Assignment {
  lead: Participant;
  cooperating: readonly Participant[];
  agencies: readonly string[];
}

/** Case file ids follow from the command, so that a retry names the same ones. @throws 422 `unknown-agency` */
export function participantsOf(
  { lead, cooperating }: { lead: string; cooperating: readonly string[] },
  programme: LoadedProgramme,
  commandId: string,
): Assignment {
  checkAgencies(lead, cooperating, programme);
  const participant = (agency: string): Participant => ({
    agency,
    caseFile: derivedId(commandId, `case file ${agency}`),
  });
  return {
    lead: participant(lead),
    cooperating: cooperating.map(participant),
    agencies: programme.agencies.map(({ id }) => id),
  };
}
