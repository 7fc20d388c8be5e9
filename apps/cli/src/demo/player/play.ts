import { commandAnswer, type CommandAnswer } from '@sanban/contracts';
import type { Scenario } from '../scenario/scenario';
import type { Step } from '../scenario/step';
import { workingDaysAfter } from './calendar-days';
import type { Cast } from './cast';
import { telephoned } from './enterprises';
import type { Journal } from './journal';
import { Observation } from './observation';
import { prepare, submission, type Outgoing, type Stage } from './perform';

export interface Troupe {
  cast: Cast;
  region: string;
  /** First part of every Idempotency-Key: the same run repeated is the same commands. */
  run: string;
  /** `YYYY-MM-DD` of working day 0. */
  firstDay: string;
  journal: Journal | null;
}

/** Plays one request's story step by step, on the days that the demo gives it. */
export class Performance {
  private readonly rest: (Step & { index: number })[];
  private see: Observation | null = null;

  constructor(
    private readonly troupe: Troupe,
    readonly scenario: Scenario,
  ) {
    this.rest = scenario.steps.map((step, index) => ({ ...step, index }));
  }

  /** Id of the request once it is submitted. */
  get request(): string | null {
    return this.see?.request ?? null;
  }

  due(day: number): boolean {
    const [next] = this.rest;
    return next !== undefined && next.day <= day;
  }

  /** All that happens on this working day; `done` is told of each step. */
  async play(day: number, done: () => void): Promise<void> {
    for (let next = this.rest[0]; next !== undefined && next.day <= day; next = this.rest[0]) {
      await this.step(next);
      this.rest.shift();
      done();
    }
  }

  private async step({ day, deed, index }: Step & { index: number }): Promise<void> {
    const { region, cast, firstDay } = this.troupe;
    const { enterprise } = this.scenario;
    const stage: Stage = {
      region,
      submitter: enterprise === 0 ? `${region}-office-officer` : `${region}-enterprise-${enterprise}`,
      enterprise: enterprise === 0 ? telephoned(region, this.scenario.index) : null,
      today: workingDaysAfter(firstDay, day),
    };
    if (deed.kind === 'submit') {
      const { id } = await this.send(submission(deed, stage), index);
      this.see = new Observation(cast, `${region}-office-officer`, id);
      return;
    }
    if (this.see === null) throw new Error(`story ${this.scenario.index} does not begin with a submission`);
    const outgoing = await prepare(deed, stage, this.see);
    if (outgoing !== null) await this.send(outgoing, index);
  }

  private async send({ user, path, body }: Outgoing, step: number): Promise<CommandAnswer> {
    const key = `${this.troupe.run}-${this.scenario.index}-${step}`;
    const { body: answer } = await this.troupe.cast.as(user, (api) => api.post(path, body, commandAnswer, key));
    this.troupe.journal?.record({ user, key, path, answer });
    return answer;
  }
}
