/** What time it is for the service. Sessions and tokens alone use the machine's clock. */
export abstract class Clock {
  /** Milliseconds since 1970. */
  abstract millis(): number;

  /** RFC 3339 with the offset of Asia/Shanghai, e.g. `2022-08-22T09:00:00.000+08:00`. */
  now(): string {
    return toShanghai(this.millis());
  }
}

export class SystemClock extends Clock {
  millis(): number {
    return Date.now();
  }
}

const SHANGHAI_OFFSET = 8 * 3_600_000;

/** An instant as the documents' readers write it: Asia/Shanghai has had the same offset since 1991. */
export const toShanghai = (millis: number): string =>
  `${new Date(millis + SHANGHAI_OFFSET).toISOString().slice(0, -1)}+08:00`;
