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
    from: number,
    to: number,
  ) {
    super(
      `calendar "${calendar}" does not cover ${year} (it knows ${from}–${to}): the year's holidays and make-up days were ` +
        `not published when it was made; supply them in the programme under calendars, or choose an earlier date`,
      `日历“${calendar}”不含 ${year} 年（现有 ${from}–${to} 年）：请在方案的 calendars 中补充该年放假调休安排，或改用较早日期`,
    );
  }
}
