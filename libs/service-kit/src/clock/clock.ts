import { formatInstant } from '@sanban/working-calendar';

/** What time it is for the service. Sessions and tokens alone use the machine's clock. */
export abstract class Clock {
  /** Milliseconds since 1970. */
  abstract millis(): number;

  /** RFC 3339 with the offset of Asia/Shanghai, e.g. `2022-08-22T09:00:00+08:00`. */
  now(): string {
    return formatInstant(this.millis());
  }
}

export class SystemClock extends Clock {
  millis(): number {
    return Date.now();
  }
}
