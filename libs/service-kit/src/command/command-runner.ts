import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { isRejection, type Decider } from '@sanban/casework';
import {
  RecordedEvent,
  StoreUnavailable,
  WrongExpectedRevision,
  type AppendResult,
  type EventStore,
  type NewEvent,
} from '@sanban/event-store';
import { v7 } from 'uuid';
import { Clock } from '../clock/clock';
import { problems } from '../http/problems';
import { EVENT_STORE } from '../tokens';
import { actorOf } from './actor';
import type { CommandContext } from './context';
import { fold } from './fold';
import { IdempotencyKeys } from './idempotency-keys';
import { toJson } from './json';
import { Rejected } from './rejected';
import { StateCache, type Commit, type Folded } from './state-cache';

/** An event as the deciders know it. */
export interface DomainEvent {
  type: string;
  data: object;
}

export interface CommandTask<State, C, E extends DomainEvent> {
  decider: Decider<State, C, E>;
  stream: string;
  /** Makes the command from the present state; throw a problem here to refuse (e.g. `authorize`), before anything of the state is told. Called again after a lost race. */
  command: (state: State) => C;
  context: CommandContext;
  /** Programme id under which it is decided. */
  programme: string | null;
  /**
   * The stream comes into being with this command: it is not read first. Where it does exist, the append tells, and
   * the command is decided again on what is there.
   */
  creates?: true;
}

export interface CommandResult<State> {
  stream: string;
  /** Of the last event of this command; the stream's own where the command had nothing to say, -1 where there is none. */
  revision: number;
  /** After the command. */
  state: State;
  /** What the command caused; empty where it had nothing to say. */
  events: RecordedEvent[];
  /** It was carried out before; this is the first answer again. */
  repeated: boolean;
}

const RACES = 100;
const REPEATS = 3;

/** Load, decide, append: the one way in which a service changes anything. */
@Injectable()
export class CommandRunner {
  private readonly cache = new StateCache();

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly clock: Clock,
    private readonly keys: IdempotencyKeys,
  ) {}

  /**
   * Idempotent by `context.commandId`. A lost race is decided again on the newer state, unless `expectedRevision` is given.
   * @throws Rejected (404, 409, 422), 412 `stale-revision`, 422 `idempotency-key-reused`, 503 `unavailable`
   */
  async run<State, C, E extends DomainEvent>(task: CommandTask<State, C, E>): Promise<CommandResult<State>> {
    const { principal, idempotencyKey, fingerprint } = task.context;
    if (idempotencyKey !== undefined) await this.keys.claim(principal.user, idempotencyKey, fingerprint);
    return this.decide(task, await this.load(task));
  }

  private async decide<State, C, E extends DomainEvent>(
    task: CommandTask<State, C, E>,
    loaded: Folded<State>,
  ): Promise<CommandResult<State>> {
    const { decider, stream, context } = task;
    let folded = loaded;
    for (let race = 0; race < RACES; race += 1) {
      const done = folded.commits.get(context.commandId);
      if (done !== undefined) return this.firstAnswer(task, done);
      // Before the revision is compared: who may not act must not learn it from the 412.
      const command = task.command(folded.state);
      if (context.expectedRevision !== undefined && context.expectedRevision !== folded.revision) {
        const fresh = await this.catchUp(task, folded);
        if (fresh.revision === folded.revision)
          throw problems.staleRevision(fresh.revision < 0 ? null : fresh.revision);
        folded = fresh;
        continue;
      }
      const outcome = decider.decide(command, folded.state);
      if (isRejection(outcome) || outcome.length === 0) {
        // Before a refusal stands: is there something that the cache does not know?
        const fresh = await this.catchUp(task, folded);
        if (fresh.revision !== folded.revision) {
          folded = fresh;
          continue;
        }
        if (isRejection(outcome)) throw new Rejected(outcome);
        return { stream, revision: folded.revision, state: folded.state, events: [], repeated: false };
      }
      const events = outcome.map((event) => this.newEvent(event, task));
      const appended = await this.append(stream, folded.revision, events);
      if (appended === undefined) {
        folded = await this.catchUp(task, folded);
        continue;
      }
      return this.answer(task, folded, outcome, events, appended);
    }
    throw problems.unavailable();
  }

  private answer<State, C, E extends DomainEvent>(
    { decider, stream, context, creates }: CommandTask<State, C, E>,
    before: Folded<State>,
    outcome: readonly E[],
    events: readonly NewEvent[],
    { revision, position }: AppendResult,
  ): CommandResult<State> {
    const first = before.revision + 1;
    const state = outcome.reduce((folded, event) => decider.evolve(folded, event), before.state);
    // To keep the state of everything new costs more than to read a stream of one event when somebody takes it up.
    if (!creates) {
      const commits = new Map(before.commits);
      commits.set(context.commandId, { fingerprint: context.fingerprint, first, last: revision });
      this.cache.set(stream, decider, { revision, state, commits });
    }
    const recorded = events.map(
      ({ id, type, schemaVersion, data, metadata }, index) =>
        new RecordedEvent({ id, type, schemaVersion, data, stream, revision: first + index, position }, metadata),
    );
    return { stream, revision, state, events: recorded, repeated: false };
  }

  /** The command's own events and the state right after them, whatever has happened since. */
  private async firstAnswer<State, C, E extends DomainEvent>(
    { decider, stream, context }: CommandTask<State, C, E>,
    { fingerprint, first, last }: Commit,
  ): Promise<CommandResult<State>> {
    if (fingerprint !== context.fingerprint) throw problems.idempotencyKeyReused();
    const until = await this.store.readStream(stream, { limit: last + 1 });
    const { state } = fold(decider, { revision: -1, state: decider.initial, commits: new Map() }, until);
    return { stream, revision: last, state, events: until.slice(first), repeated: true };
  }

  private async load<State, C, E extends DomainEvent>(task: CommandTask<State, C, E>): Promise<Folded<State>> {
    const { stream, decider } = task;
    const known = this.cache.get(stream, decider);
    if (known !== undefined) return known;
    const nothing = { revision: -1, state: decider.initial, commits: new Map<string, Commit>() };
    return task.creates ? nothing : this.catchUp(task, nothing);
  }

  private async catchUp<State, C, E extends DomainEvent>(
    { decider, stream }: CommandTask<State, C, E>,
    folded: Folded<State>,
  ): Promise<Folded<State>> {
    const newer = await this.store.readStream(stream, { from: folded.revision + 1 });
    if (newer.length === 0) return folded;
    const fresh = fold(decider, folded, newer);
    this.cache.set(stream, decider, fresh);
    return fresh;
  }

  /** undefined: somebody else was faster. An append whose fate is unknown is repeated with the same event ids. */
  private async append(
    stream: string,
    revision: number,
    events: readonly NewEvent[],
  ): Promise<AppendResult | undefined> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.store.append(stream, revision < 0 ? 'none' : revision, events);
      } catch (error) {
        if (error instanceof WrongExpectedRevision) return undefined;
        if (!(error instanceof StoreUnavailable) || attempt === REPEATS) throw error;
        await delay(50 * 2 ** attempt);
      }
    }
  }

  private newEvent<State, C, E extends DomainEvent>(
    event: E,
    { context, programme }: CommandTask<State, C, E>,
  ): NewEvent {
    return {
      id: v7(),
      type: event.type,
      schemaVersion: 1,
      data: toJson(event.data),
      metadata: {
        recordedAt: this.clock.now(),
        actor: actorOf(context.principal),
        programme,
        correlationId: context.correlationId,
        causationId: context.commandId,
        fingerprint: context.fingerprint,
      },
    };
  }
}
