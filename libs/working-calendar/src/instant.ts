import { InstantOutOfRange, InvalidDate, InvalidInstant } from './errors';

/** Asia/Shanghai has had no other offset since 1991. */
const OFFSET = 8 * 3_600_000;
export const DAY = 86_400_000;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(\.\d{1,9})?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/** A day as a number: whole days since 1970-01-01, so that days can be added. */
export type DayNumber = number;

/** @throws InvalidDate also for days that no month has, such as 2022-02-30 */
export function dayNumber(date: string): DayNumber {
  const known = days.get(date);
  if (known !== undefined) return known;
  const parts = DATE.exec(date);
  if (parts === null) throw new InvalidDate(date);
  const [year, month, day] = [Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])];
  const millis = Date.UTC(year, month, day);
  const there = new Date(millis);
  if (there.getUTCFullYear() !== year || there.getUTCMonth() !== month || there.getUTCDate() !== day)
    throw new InvalidDate(date);
  if (days.size === REMEMBERED) days.clear();
  days.set(date, millis / DAY);
  return millis / DAY;
}

export function dateOf(day: DayNumber): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * DAY).toISOString();
  if (text.length !== 24) throw new InstantOutOfRange();
  if (dates.size === REMEMBERED) dates.clear();
  const date = text.slice(0, 10);
  dates.set(day, date);
  return date;
}

/** Every command writes and reads several instants, nearly all of them of the same few days. */
const dates = new Map<DayNumber, string>();
const days = new Map<string, DayNumber>();
const REMEMBERED = 2_000;

/** 0 is Sunday. */
export const weekdayOf = (day: DayNumber): number => (((day + 4) % 7) + 7) % 7;

/**
 * Milliseconds since 1970 of an RFC 3339 instant with offset.
 * @throws InvalidInstant
 */
export function parseInstant(instant: string): number {
  const parts = INSTANT.exec(instant);
  if (parts?.[1] === undefined) throw new InvalidInstant(instant);
  const [, date, hour, minute, second, fraction, sign, aheadHours, aheadMinutes] = parts;
  const time = 3_600_000 * Number(hour) + 60_000 * Number(minute) + 1_000 * Number(second);
  const millis = fraction === undefined ? 0 : Number(fraction.slice(1, 4).padEnd(3, '0'));
  const ahead = sign === undefined ? 0 : 3_600_000 * Number(aheadHours) + 60_000 * Number(aheadMinutes);
  try {
    return dayNumber(date) * DAY + time + millis - (sign === '-' ? -ahead : ahead);
  } catch {
    throw new InvalidInstant(instant);
  }
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

// Written as the thirteenth month of the year before: Date.UTC takes a year from 0 to 99 for one of the 20th century.
const YEAR_0 = Date.UTC(-1, 12) - OFFSET;
const YEAR_10000 = Date.UTC(10_000, 0) - OFFSET;

/** RFC 3339 in Asia/Shanghai, with milliseconds unless they are 0. @throws InstantOutOfRange */
export function formatInstant(millis: number): string {
  if (!(millis >= YEAR_0 && millis < YEAR_10000)) throw new InstantOutOfRange();
  const whole = Math.floor(millis);
  const day = dayAt(whole);
  const time = whole - startOf(day);
  const seconds = Math.floor(time / 1_000);
  const hour = TWO_DIGITS[Math.floor(seconds / 3_600)];
  const minute = TWO_DIGITS[Math.floor(seconds / 60) % 60];
  const rest = time % 1_000;
  const fraction = rest === 0 ? '' : `.${String(rest).padStart(3, '0')}`;
  return `${dateOf(day)}T${hour}:${minute}:${TWO_DIGITS[seconds % 60]}${fraction}+08:00`;
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
