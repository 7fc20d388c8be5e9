import { InvalidDate, InvalidInstant } from './errors';

/** Asia/Shanghai has had no other offset since 1991. */
const OFFSET = 8 * 3_600_000;
export const DAY = 86_400_000;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** A day as a number: whole days since 1970-01-01, so that days can be added. */
export type DayNumber = number;

/** @throws InvalidDate also for days that no month has, such as 2022-02-30 */
export function dayNumber(date: string): DayNumber {
  const parts = DATE.exec(date);
  if (parts === null) throw new InvalidDate(date);
  const [year, month, day] = [Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])];
  const millis = Date.UTC(year, month, day);
  const there = new Date(millis);
  if (there.getUTCFullYear() !== year || there.getUTCMonth() !== month || there.getUTCDate() !== day)
    throw new InvalidDate(date);
  return millis / DAY;
}

export function dateOf(day: DayNumber): string {
  const text = new Date(day * DAY).toISOString();
  if (text.length !== 24) throw new InvalidDate(text);
  return text.slice(0, 10);
}

/** 0 is Sunday. */
export const weekdayOf = (day: DayNumber): number => (((day + 4) % 7) + 7) % 7;

/**
 * Milliseconds since 1970 of an RFC 3339 instant with offset.
 * @throws InvalidInstant
 */
export function parseInstant(instant: string): number {
  const parts = INSTANT.exec(instant);
  if (parts?.[1] === undefined) throw new InvalidInstant(instant);
  try {
    dayNumber(parts[1]);
  } catch {
    throw new InvalidInstant(instant);
  }
  return Date.parse(instant);
}

/** RFC 3339 in Asia/Shanghai, to the second; to the millisecond where it has any. */
export function formatInstant(millis: number): string {
  const text = new Date(millis + OFFSET).toISOString();
  if (text.length !== 24) throw new InvalidInstant(text);
  return `${text.slice(0, 19)}${text.endsWith('.000Z') ? '' : text.slice(19, 23)}+08:00`;
}

/** The day in Asia/Shanghai. */
export const dayAt = (millis: number): DayNumber => Math.floor((millis + OFFSET) / DAY);

/** Midnight with which the day begins in Asia/Shanghai. */
export const startOf = (day: DayNumber): number => day * DAY - OFFSET;

/** The day of an instant in Asia/Shanghai, `YYYY-MM-DD`. @throws InvalidInstant */
export const dateAt = (instant: string): string => dateOf(dayAt(parseInstant(instant)));

/** The first instant of a day. @throws InvalidDate */
export const startOfDate = (date: string): string => formatInstant(startOf(dayNumber(date)));

/** The exclusive end of a day: the midnight after it. @throws InvalidDate */
export const endOfDate = (date: string): string => formatInstant(startOf(dayNumber(date) + 1));

/** The last day that ends by `dueAt`, an exclusive end. @throws InvalidInstant */
export const lastDateBefore = (dueAt: string): string => dateOf(dayAt(parseInstant(dueAt) - 1));
