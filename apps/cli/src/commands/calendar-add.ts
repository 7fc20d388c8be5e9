import { chinaCalendar, explainDeadline, startOfDate, type ExplainedDeadline } from '@sanban/working-calendar';
import type { Command } from 'commander';
import { say } from '../output/say';
import { findProgramme } from './find-programme';
import { day, withJson, wholeNumber, type JsonOption } from './options';

interface Options extends JsonOption {
  from: string;
  workingDays: number;
  programme?: string;
  explain?: true;
}

/** `sanban calendar add`: the day on which a time limit in working days ends. */
export const calendarAdd = (parent: Command): Command =>
  withJson(parent.command('add'))
    .description('从某日起加若干工作日（起算日不计） · the day so many working days later')
    .requiredOption('--from <date>', '起算日 · the day from which it counts, e.g. 2022-09-30', day)
    .requiredOption('--working-days <count>', '工作日数 · how many', wholeNumber(0, 2000))
    .option('--programme <id>', '按该方案补充的年份和日子计算 · with the years and days that this programme supplies')
    .option('--explain', '逐日说明 · explain it day by day')
    .action(({ from, workingDays, programme, explain, json }: Options) => {
      const calendar = programme === undefined ? chinaCalendar() : findProgramme(programme).workingCalendar();
      const deadline = explainDeadline({ unit: 'workingDay', amount: workingDays }, startOfDate(from), calendar);
      const { dueOn, dueAt, calendarVersion, runs, text } = deadline;
      const found = { calendar: calendar.id, calendarVersion, from, workingDays, dueOn, dueAt };
      say(json === true, explain ? { ...found, text, days: runs } : found, () =>
        explain ? explained(deadline) : dueOn,
      );
    });

const explained = ({ dueOn, runs, text, calendarVersion }: ExplainedDeadline): string =>
  [
    dueOn,
    ...runs.map((run) => `  ${run.text.zh}\n    ${run.text.en}`),
    `${text.zh} · ${text.en}`,
    `日历 calendar: cn (${calendarVersion})`,
  ].join('\n');
