import type { Finding } from '../faults/from-issue';
import type { FaultPath } from '../faults/fault';
import type { ValidParts } from '../loading/valid-parts';
import { PRACTICE } from '../schema/common';
import { unknown } from './finder';
import { holders, type Holder } from './holders';

const DUTY_ROLES = ['office', 'action-leads', 'linked-leaders'];

const responsibility = ({ declared: { agencies, groups } }: ValidParts, { of, path }: Holder): Finding[] => {
  const slugs = (key: 'leads' | 'cooperating' | 'responsible'): Finding[] =>
    of[key].flatMap((slug, index) => unknown('agency', slug, agencies, [...path, key, index]));
  const lead = of.lead === null ? [] : unknown('agency', of.lead, agencies, [...path, 'lead']);
  const printed = of.leads.length > 0 ? of.leads : of.responsible;
  const misled =
    of.lead !== null && !printed.includes(of.lead) && [of.lead, ...printed].every((slug) => agencies.has(slug))
      ? [
          {
            path: [...path, 'lead'],
            code: 'lead-not-printed',
            zh: `默认牵头单位“${of.lead}”不在原文牵头（没有则为责任）单位之内：${printed.join('、')}。`,
            en: `The default lead "${of.lead}" is not among the printed leads (or, without any, the responsible agencies): ${printed.join(', ')}.`,
          },
        ]
      : [];
  const unled =
    of.lead === null && of.leads.length === 1
      ? [
          {
            path: [...path, 'lead'],
            code: 'lead-missing',
            zh: `原文只有一个牵头单位“${of.leads.join()}”，lead 应为该单位。`,
            en: `One lead is printed, "${of.leads.join()}": it must be the \`lead\`.`,
          },
        ]
      : [];
  return [
    ...slugs('leads'),
    ...lead,
    ...misled,
    ...unled,
    ...slugs('cooperating'),
    ...slugs('responsible'),
    ...of.groups.flatMap((id, index) => unknown('group', id, groups, [...path, 'groups', index])),
    ...(of.duplicates ?? []).flatMap(({ sameAs }, index) =>
      unknown('agency', sameAs, new Set([...agencies, ...groups]), [...path, 'duplicates', index, 'sameAs']),
    ),
  ];
};

const actions = (parts: ValidParts): Finding[] => {
  const promised = new Set([...parts.declared.measures].map((id) => id.split('/')[0]));
  return parts.actions.flatMap(({ index, value: { id, planOwners } }) => {
    const zh = `专项行动“${id}”没有措施。请在 measures 中写出（${id}/01 …），没有措施的写作 mechanisms。`;
    const en = `Action "${id}" has no measure: state them under measures (${id}/01 …); what promises nothing is one of the mechanisms.`;
    return [
      ...(promised.has(id) ? [] : [{ path: ['actions', index, 'id'], code: 'no-measure', zh, en }]),
      ...planOwners.flatMap(({ agency }, nth) =>
        unknown('agency', agency, parts.declared.agencies, ['actions', index, 'planOwners', nth, 'agency']),
      ),
    ];
  });
};

const measures = (parts: ValidParts): Finding[] =>
  parts.measures.flatMap(({ index, value: { id, sameAs } }) => [
    ...unknown('action', id.split('/')[0] ?? '', parts.declared.actions, ['measures', index, 'id']),
    ...(sameAs === undefined ? [] : repeats(parts, index, sameAs)),
  ]);

/** The same promise was printed before: in reading, one comes first. */
const repeats = ({ measures: all, declared }: ValidParts, index: number, sameAs: string): Finding[] => {
  const path = ['measures', index, 'sameAs'];
  const same = all.find(({ value }) => value.id === sameAs);
  if (same === undefined || same.index < index) return unknown('measure', sameAs, declared.measures, path);
  const zh = `sameAs 应指排在前面的措施，“${sameAs}”${same.index === index ? '就是它自己' : '在其后'}。`;
  const en = `sameAs names an earlier measure; "${sameAs}" ${same.index === index ? 'is this one itself' : 'comes later'}.`;
  return [{ path, code: 'not-earlier', zh, en }];
};

const provisions = (parts: ValidParts): Finding[] => {
  const { agencies, groups, mechanisms } = parts.declared;
  const receivers = new Set([...agencies, ...groups, ...(parts.office === undefined ? [] : [parts.office.slug])]);
  const owers = new Set([...receivers, ...DUTY_ROLES]);
  return parts.provisions.flatMap(({ index, value: { id, duties = [] } }) => [
    ...unknown('mechanism', id.split('/')[0] ?? '', mechanisms, ['provisions', index, 'id']),
    ...duties.flatMap(({ by, to }, nth) => [
      ...unknown('agency', by, owers, ['provisions', index, 'duties', nth, 'by']),
      ...(to === null ? [] : unknown('agency', to, receivers, ['provisions', index, 'duties', nth, 'to'])),
    ]),
  ]);
};

/** Every clause that a part cites, with its path. */
const cited = (value: unknown, path: FaultPath): { clause: string; path: FaultPath }[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    return key === 'clause' && typeof inner === 'string' ? [{ clause: inner, path: at }] : cited(inner, at);
  });
};

/** Custom sets a time limit; what is promised, and who owes it, stands in the document. */
const practised = (path: FaultPath): Finding => ({
  path,
  code: 'unknown-clause',
  zh: `“${PRACTICE}”只能用在 rules 中，此处请写文件的条款。`,
  en: `"${PRACTICE}" is for rules alone: cite a clause of the document here.`,
});

const clauses = (parts: ValidParts): Finding[] => {
  // Without a document everything would be unknown: that it is missing is said already.
  if (parts.clauses.size === 0) return [];
  const ids = new Set(parts.clauses.keys());
  const lists = (['actions', 'measures', 'mechanisms', 'provisions', 'ambiguities', 'notes'] as const).flatMap((part) =>
    parts[part].flatMap(({ index, value }) => cited(value, [part, index])),
  );
  const rules = cited(parts.rules, ['rules']).filter(({ clause }) => clause !== PRACTICE);
  return [...cited(parts.office, ['office']), ...rules, ...lists].flatMap(({ clause, path }) =>
    clause === PRACTICE ? [practised(path)] : unknown('clause', clause, ids, path),
  );
};

/** Whatever a pack names, it must declare. */
export const checkReferences = (parts: ValidParts): Finding[] => [
  ...(parts.office === undefined
    ? []
    : unknown('agency', parts.office.host, parts.declared.agencies, ['office', 'host'])),
  ...parts.groups.flatMap(({ index, value }) =>
    (value.members ?? []).flatMap((slug, nth) =>
      unknown('agency', slug, parts.declared.agencies, ['groups', index, 'members', nth]),
    ),
  ),
  ...holders(parts).flatMap((holder) => responsibility(parts, holder)),
  ...actions(parts),
  ...measures(parts),
  ...provisions(parts),
  ...parts.ambiguities.flatMap(({ index, value }) =>
    unknown('reading', value.default, new Set(value.readings.map(({ id }) => id)), ['ambiguities', index, 'default']),
  ),
  ...clauses(parts),
];
