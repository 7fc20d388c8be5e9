import type { Fact } from '../schema/facts';

type Period = Extract<Fact, { kind: 'frequency' }>['per'];

const PERIODS: Readonly<Record<string, Period>> = {
  周: 'week',
  星期: 'week',
  月: 'month',
  季: 'quarter',
  年: 'year',
};

/** Words that hold the sign of a period and name none: days, quarters and years of the calendar, half a year. */
const NO_PERIOD = /\d+年|\d+月|第[一二三四1-4]季度|半年|周[末边]/g;

/** Whether the words name this period and no other. 每月, 按月 and 一月 name it even where other words hold such a sign. */
export const statesPeriod = (words: string, period: Period): boolean => {
  const found = [...words.replace(NO_PERIOD, '').matchAll(/([每按逐一]个?)?(周|星期|月|季|年)/g)];
  const named = found.filter(([, before]) => before !== undefined);
  const periods = new Set((named.length > 0 ? named : found).map(([, , sign = '']) => PERIODS[sign]));
  return periods.size === 1 && periods.has(period);
};
