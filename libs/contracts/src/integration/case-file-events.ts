import { z } from 'zod';
import { deadline, outcome, planStep } from '../shared/casework';
import { account, agencyId, day, instant, revision, uuid } from '../shared/ids';

/** In every report of an agency. */
const common = {
  request: uuid,
  caseFile: uuid,
  agency: agencyId,
  /** Of the case file after this event. */
  revision,
  by: account,
  at: instant,
};

/** In what a reopening takes back. */
const inRound = {
  /** Of the case file when it was said; absent in events from before it was told. */
  round: z.int().min(1).optional(),
};

/** What an agency says on `sanban.<service>.case-file`: `sanban.<service>.case-file.<fact>.v1`. */
export const caseFileFacts = {
  accepted: z.object(common),
  returned: z.object({ ...common, ...inRound, reason: z.string(), suggestedLead: agencyId.nullable() }),
  planned: z.object({ ...common, steps: z.array(planStep), resolveBy: day, deadline }),
  'progress-reported': z.object({ ...common, text: z.string() }),
  'opinion-given': z.object({ ...common, ...inRound, opinion: z.string() }),
  resolved: z.object({ ...common, outcome }),
  /** `deadline` is the id of the one that should move to the end of the day `until`. */
  'extension-requested': z.object({ ...common, deadline: z.string(), until: day, reason: z.string() }),
  'suspension-requested': z.object({ ...common, reasonCode: z.string(), reason: z.string() }),
};

export type CaseFileFact = keyof typeof caseFileFacts;
export type CaseFileFactData<Fact extends CaseFileFact> = z.infer<(typeof caseFileFacts)[Fact]>;
