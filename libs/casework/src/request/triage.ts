import { isRejection, type Rejection } from '../decider';
import { refuse } from '../rejections';
import { isBlank } from '../text';
import type { Triage } from './commands';
import type { DataOf, RequestEvent } from './events';
import { unlessIn, unlessOffice } from './guards';
import type { RequestRecord } from './state';

/** May be done anew until the request is assigned; its policy gap is opened, revised and withdrawn with it. */
export function triage(command: Triage, state: RequestRecord): readonly RequestEvent[] | Rejection {
  const refused =
    unlessOffice(command.by, state.region) ?? unlessIn(state, ['submitted', 'triaged']) ?? wrongMeasures(command);
  if (refused !== null) return refused;
  const { kind, action, measures, policyBasis, note, now: at } = command;
  const triaged: RequestEvent = {
    type: 'RequestTriaged',
    data: { kind, action, measures, policyBasis, note, by: command.by.user, at },
  };
  const gap = policyBasis === 'supported' ? withoutGap(command, state) : withGap(command, state);
  return isRejection(gap) ? gap : [triaged, ...gap];
}

function withGap(
  { policyGap, now: at }: Triage,
  { policyGap: open }: RequestRecord,
): readonly RequestEvent[] | Rejection {
  if (policyGap === null || isBlank(policyGap.description))
    return open === null ? refuse('policy-gap-required', 'policyGap: say which policy is missing', 'policyGap') : [];
  const { id, description } = policyGap;
  if (open === null) return [{ type: 'PolicyGapOpened', data: { policyGap: id, description, at } }];
  if (open.description === description) return [];
  return [{ type: 'PolicyGapRevised', data: { policyGap: open.id, description, at } }];
}

function withoutGap(
  { policyGap, now: at }: Triage,
  { policyGap: open }: RequestRecord,
): readonly RequestEvent[] | Rejection {
  if (policyGap !== null)
    return refuse(
      'policy-gap-not-needed',
      'policyBasis is supported, but policyGap names a missing policy',
      'policyGap',
    );
  return open === null ? [] : [{ type: 'PolicyGapWithdrawn', data: { policyGap: open.id, at } }];
}

function wrongMeasures({ action, measures, actions, policyBasis }: Triage): Rejection | null {
  const known = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (known === undefined)
    return refuse(
      'unknown-action',
      { en: `there is no action "${action}"`, zh: `方案中没有专项行动“${action}”` },
      'action',
    );
  const unknown = measures.find((measure) => !known.includes(measure));
  if (unknown !== undefined)
    return refuse(
      'unknown-measure',
      { en: `action "${action}" has no measure "${unknown}"`, zh: `专项行动“${action}”中没有措施“${unknown}”` },
      'measures',
    );
  if (new Set(measures).size < measures.length)
    return refuse(
      'duplicate-measure',
      { en: `measures: ${measures.join(', ')}`, zh: `措施重复列入：${measures.join('、')}` },
      'measures',
    );
  if (policyBasis === 'supported' && measures.length === 0)
    return refuse('measures-required', 'policyBasis is supported, but no measure is named', 'measures');
  return null;
}

export function triaged(state: RequestRecord, data: DataOf<RequestEvent, 'RequestTriaged'>): RequestRecord {
  const { kind, action, measures, policyBasis, note } = data;
  return { ...state, status: 'triaged', triage: { kind, action, measures, policyBasis, note } };
}
