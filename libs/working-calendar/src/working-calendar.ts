/** Words for people, Chinese first. */
export interface Bilingual {
  zh: string;
  en: string;
}

export interface DayDescription {
  /** `YYYY-MM-DD` */
  date: string;
  weekday: Bilingual;
  working: boolean;
  kind: 'ordinary' | 'makeUp' | 'weekend' | 'holiday';
  /** e.g. 国庆节 / National Day, 调休上班 / make-up working day, 周末 / weekend, 工作日 / working day. */
  reason: Bilingual;
}

/** Official working days. Dates are days of Asia/Shanghai, `YYYY-MM-DD`. */
export interface WorkingCalendar {
  /** e.g. `cn` */
  id: string;
  /** Changes whenever an answer may change: recorded with every deadline. */
  version: string;
  /** Whether all days of the year are known. */
  covers(year: number): boolean;
  /** @throws InvalidDate, CalendarNotCovered */
  isWorkingDay(date: string): boolean;
  /** @throws InvalidDate, CalendarNotCovered */
  describe(date: string): DayDescription;
}
