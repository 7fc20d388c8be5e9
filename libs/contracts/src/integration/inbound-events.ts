import { z } from 'zod';
import { opinionBody, progressBody, requestExtensionBody, requestSuspensionBody, returnBody } from '../http/case-files';
import { outcomeInput, planStepInput } from '../shared/casework';
import { agencyId, uuid } from '../shared/ids';
import { LIMITS } from '../shared/text';

/** In every answer: whose case file. `agency` must be the one whose topic it is. */
const common = { agency: agencyId, caseFile: uuid };

/** As a person enters it, but unknown fields are ignored, as everywhere in a message. */
const outcome = z.object({
  ...outcomeInput.shape,
  evidence: z.array(z.object(outcomeInput.shape.evidence.element.shape)).max(LIMITS.evidence),
});

/**
 * What an agency's own system answers on its inbound topic: `sanban.inbound.<fact>.v1`. The content is that of the HTTP
 * command of the same name; fields that we do not know are ignored.
 */
export const inboundFacts = {
  accepted: z.object(common),
  returned: z.object({ ...common, ...returnBody.shape }),
  planned: z.object({ ...common, steps: z.array(z.object(planStepInput.shape)).min(1).max(LIMITS.steps) }),
  'progress-reported': z.object({ ...common, ...progressBody.shape }),
  'opinion-given': z.object({ ...common, ...opinionBody.shape }),
  resolved: z.object({ ...common, outcome }),
  'extension-requested': z.object({ ...common, ...requestExtensionBody.shape }),
  'suspension-requested': z.object({ ...common, ...requestSuspensionBody.shape }),
};

export type InboundFact = keyof typeof inboundFacts;
export type InboundFactData<Fact extends InboundFact> = z.infer<(typeof inboundFacts)[Fact]>;
export const inboundEventType = <Fact extends InboundFact>(fact: Fact): `sanban.inbound.${Fact}.v1` =>
  `sanban.inbound.${fact}.v1`;
