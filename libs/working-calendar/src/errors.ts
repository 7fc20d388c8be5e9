/** A date, instant, amount or year that cannot be reckoned with. `code` is stable; the message says what to do. */
export abstract class CalendarError extends Error {
  abstract readonly code: 'invalid-date' | 'invalid-instant' | 'invalid-amount' | 'calendar-not-covered';

  constructor(
    message: string,
    /** The message in Chinese. */
    readonly messageZh: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

export class InvalidDate extends CalendarError {
  readonly code = 'invalid-date';

  constructor(readonly given: string) {
    super(
      `"${given}" is not a date: write YYYY-MM-DD, e.g. 2022-09-30`,
      `“${given}”不是日期：请写作 YYYY-MM-DD，例如 2022-09-30`,
    );
  }
}

export class InvalidInstant extends CalendarError {
  readonly code = 'invalid-instant';

  constructor(readonly given: string) {
    super(
      `"${given}" is not an instant: write RFC 3339 with an offset, e.g. 2022-09-30T09:00:00+08:00`,
      `“${given}”不是时刻：请按 RFC 3339 写明时区，例如 2022-09-30T09:00:00+08:00`,
    );
  }
}

/** Reckoning led out of the years that four digits can write. */
export class InstantOutOfRange extends CalendarError {
  readonly code = 'invalid-instant';

  constructor() {
    super(
      'this leads out of the years 0000 to 9999, beyond which no date can be written: choose another one',
      '推算结果超出可以书写的年份（0000 至 9999 年），请改用其他日期',
    );
  }
}

export class InvalidAmount extends CalendarError {
  readonly code = 'invalid-amount';

  constructor(
    readonly given: number,
    max: number,
  ) {
    super(
      `${given} is no amount of time: a whole number from 0 to ${max}`,
      `${given} 不是期限：应为 0 至 ${max} 的整数`,
    );
  }
}

export class CalendarNotCovered extends CalendarError {
  readonly code = 'calendar-not-covered';

  constructor(
    readonly calendar: string,
    readonly year: number,
    known: readonly number[],
  ) {
    const years = spans(known);
    const tooEarly = known.every((first) => year < first);
    const other = tooEarly ? { zh: '较晚', en: 'a later' } : { zh: '较早', en: 'an earlier' };
    super(
      `calendar "${calendar}" does not cover ${year} (it knows ${years.join(', ')}), whose holidays and make-up days it was ` +
        `made without: supply them in a programme (calendar.years and calendar.days) and reckon by that programme, or ` +
        `choose ${other.en} date`,
      `日历“${calendar}”不含 ${year} 年（现有 ${years.join('、')} 年）：请在方案的 calendar.years 和 calendar.days 中补充该年放假调休安排并按该方案计算，或改用${other.zh}日期`,
    );
  }
}

/** `2004–2026`, `2029`: years that follow each other taken together. */
function spans(years: readonly number[]): string[] {
  const sorted = [...years].sort((a, b) => a - b);
  const firsts = sorted.filter((year) => !sorted.includes(year - 1));
  const lasts = sorted.filter((year) => !sorted.includes(year + 1));
  return firsts.map((first, at) => (first === lasts[at] ? `${first}` : `${first}–${lasts[at] ?? first}`));
}
