import type { Deed, Step } from './step';

/** Collects the steps of a story, day after day. */
export class Story {
  readonly steps: Step[] = [];

  constructor(private today: number) {}

  on(...deeds: readonly Deed[]): this {
    this.steps.push(...deeds.map((deed) => ({ day: this.today, deed })));
    return this;
  }

  /** Working days pass. */
  after(days: number): this {
    this.today += days;
    return this;
  }
}
