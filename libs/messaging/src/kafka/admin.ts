import type { Admin } from 'kafkajs';
import { pause } from '../back-off';
import { describeError } from '../transient';
import { kafkaClient, type KafkaConnection, type KafkaLog } from './connection';
import { within } from './deadline';
import { kafkaTypes } from './errors';
import { watchedSockets } from './socket';

const WATCH_MS = 3_000;
const ANSWER_MS = 15_000;
const CLOSE_MS = 2_000;

/** One administrative client, renewed when it fails; watches whether the brokers answer. */
export class KafkaAdmin {
  private current: Promise<Admin> | undefined;
  private readonly stopping = new AbortController();
  private watching: Promise<void> | undefined;
  connected = false;
  /** Rises whenever a connection is lost: who answers afterwards may be another cluster. */
  lost = 0;
  lastError: string | null = null;

  constructor(
    private readonly connection: KafkaConnection,
    private readonly clientId: string,
    private readonly log: KafkaLog,
  ) {}

  /** Asks from now on every few seconds which cluster this is. */
  watch(heard: (clusterId: string) => Promise<void>): void {
    this.watching = this.askAgainAndAgain(heard);
  }

  /** @throws whatever kafkajs throws; after a failure of the connection the next call opens a fresh one. */
  async ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    const asked = (this.current ??= this.connect());
    asked.catch(() => this.drop(asked));
    try {
      const answer = await within(
        ANSWER_MS,
        asked.then((admin) => question(admin)),
        'Kafka did not answer',
      );
      this.connected = true;
      this.lastError = null;
      return answer;
    } catch (error) {
      // A refusal is an answer: the connection is good, and others may be waiting on it.
      if (kafkaTypes(error).length === 0) this.drop(asked);
      this.lastError = describeError(error);
      throw error;
    }
  }

  /** Waits {@link CLOSE_MS} at most for brokers that do not answer. */
  async close(): Promise<void> {
    this.stopping.abort();
    await within(CLOSE_MS, this.leave(), 'Kafka did not answer').catch(() => undefined);
  }

  private async leave(): Promise<void> {
    await this.watching;
    const admin = await this.current?.catch(() => undefined);
    await admin?.disconnect();
  }

  private drop(asked: Promise<Admin>): void {
    if (this.current === asked) this.current = undefined;
    this.lost += 1;
    void asked.then((admin) => admin.disconnect()).catch(() => undefined);
  }

  private async connect(): Promise<Admin> {
    const sockets = watchedSockets(() => (this.lost += 1));
    const admin = kafkaClient(this.connection, this.clientId, this.log, { sockets }).admin();
    await admin.connect();
    return admin;
  }

  private async askAgainAndAgain(heard: (clusterId: string) => Promise<void>): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const answer = await this.ask((admin) => admin.describeCluster()).catch(() => undefined);
      if (answer === undefined) this.connected = false;
      // Who has to act on what was heard finds out by himself.
      else await heard(answer.clusterId).catch(() => undefined);
      await pause(WATCH_MS, signal);
    }
  }
}
