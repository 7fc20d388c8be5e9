import type { ActionEntry, LoadedProgramme, MeasureEntry } from '@sanban/programme';
import type { Command } from 'commander';
import { indented, oneLine } from '../output/lines';
import { say } from '../output/say';
import { table, type Column } from '../output/table';
import { findProgramme } from './find-programme';
import { withJson, type JsonOption } from './options';
import { responsibilityText } from './responsibility-text';

/** `sanban programme show ID`: jurisdiction, rules, actions with lead and cooperating agencies, measures. */
export const programmeShow = (parent: Command): Command =>
  withJson(parent.command('show'))
    .description('显示一个方案 · one programme')
    .argument('<id>', '方案标识 · e.g. linxiang-2022')
    .action((id: string, { json }: JsonOption) => {
      const programme = findProgramme(id);
      say(json === true, asJson(programme), () => asText(programme));
    });

const asJson = (programme: LoadedProgramme) => ({
  id: programme.id,
  name: programme.name,
  region: programme.region,
  jurisdiction: programme.jurisdiction,
  parent: programme.parent,
  document: programme.document,
  office: programme.office,
  calendar: programme.calendar,
  rules: programme.caseRules(),
  provenance: programme.provenance(),
  agencies: programme.agencies,
  groups: programme.groups,
  actions: programme.actions,
  measures: programme.measures,
  mechanisms: programme.mechanisms,
  provisions: programme.provisions,
  ambiguities: programme.ambiguities,
  notes: programme.notes,
});

function asText(programme: LoadedProgramme): string {
  const { assign, general, complex, opinion } = programme.caseRules();
  const limit = ({ amount, unit, clause }: typeof assign) =>
    `${amount} ${{ workingDay: '个工作日', day: '日', hour: '小时' }[unit]}（${clause}）`;
  return [
    `${programme.id} ${programme.name.zh}`,
    programme.name.en,
    `${programme.document.title} ${programme.document.number ?? ''}`.trim(),
    `地区 ${programme.region} ${programme.jurisdiction.name.zh}；统筹 ${programme.office.name.zh}；上级方案 ${programme.parent ?? '无'}`,
    '',
    `交办 ${limit(assign)}；一般问题办结 ${limit(general.resolve)}；复杂问题方案 ${limit(complex.plan)}；协办意见 ${limit(opinion)}`,
    '',
    ...programme.actions.flatMap((action) => actionLines(action, programme)),
    '',
    table(measureColumns(programme), programme.measures),
  ].join('\n');
}

function actionLines(action: ActionEntry, programme: LoadedProgramme): string[] {
  const { id, ordinal, name } = action;
  const measures = `${programme.measuresOf(id).length} 项措施`;
  return [
    oneLine(`${ordinal}${name.zh}  ${id}  ${measures}`),
    ...responsibilityText(action, programme).flatMap((line) => indented(line, 4)),
  ];
}

/** With their own brackets in a document that prints any. */
function measureColumns(programme: LoadedProgramme): Column<MeasureEntry>[] {
  const isOwn = ({ action, responsibility }: MeasureEntry) =>
    responsibility.printed !== (programme.action(action)?.printed ?? null);
  const bracket = (measure: MeasureEntry) =>
    isOwn(measure) ? responsibilityText(measure.responsibility, programme).join('；') : '同行动';
  return [
    { title: '措施', value: ({ id }) => id },
    { title: '名称', value: ({ name }) => name.zh },
    { title: '条款', value: ({ clause }) => clause },
    ...(programme.measures.some(isOwn) ? [{ title: '分工', value: bracket }] : []),
  ];
}
