import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Health, LOGGER, SERVICE_CONFIG, type ServiceConfig } from '@sanban/service-kit';
import { DeliveryQueue, type Claimed } from './delivery-queue';
import { post, type Outcome } from './post';
import { signatureHeaders } from './signature';
import { resolveTarget, TargetRefused, type Target } from './target';

/** How often it looks for what is due, in milliseconds. */
const EVERY = 500;
const PRUNE_EVERY = 600_000;
/** One try, the look-up of the name and the answer's body included. */
const TIMEOUT = 15_000;
/** Webhooks that are served at the same moment. */
const LANES = 16;

interface Log {
  error(details: object, message: string): void;
}

/**
 * Sends what is due: one delivery after the other to each webhook, oldest first, several webhooks at once. Whose try fails makes
 * room for another webhook. What has to be tried again lets later ones pass, so the order is kept only while all goes well.
 */
@Injectable()
export class Dispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private readonly lanes = new Map<string, Promise<void>>();
  private readonly failedAt = new Map<string, number>();
  private pruned = Date.now();
  private readonly allowPrivate: boolean;

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly health: Health,
    @Inject(LOGGER) private readonly logger: Log,
    @Inject(SERVICE_CONFIG) { integration }: ServiceConfig,
  ) {
    this.allowPrivate = integration?.webhookAllowPrivate ?? false;
  }

  onApplicationBootstrap(): void {
    this.health.add('webhooks', async () => {
      const counts = await this.queue.counts();
      return { status: counts.disabled === 0 ? 'ok' : 'degraded', ...counts };
    });
    this.running = this.run();
  }

  /** Resolves when the tries in hand are written down. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await Promise.all(this.lanes.values());
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // A database that is away is asked again the next time.
      await this.look().catch(() => undefined);
      await delay(EVERY, undefined, { signal }).catch(() => undefined);
    }
  }

  private async look(): Promise<void> {
    for (const webhook of this.longestWithoutFailure(await this.queue.due())) {
      if (this.lanes.has(webhook) || this.lanes.size >= LANES) continue;
      const lane = this.serve(webhook)
        .catch(() => undefined)
        .finally(() => this.lanes.delete(webhook));
      this.lanes.set(webhook, lane);
    }
    if (Date.now() - this.pruned < PRUNE_EVERY) return;
    this.pruned = Date.now();
    await this.queue.prune();
  }

  private async serve(webhook: string): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const claimed = await this.queue.claim(webhook);
      if (claimed === undefined) return;
      const outcome = await this.attempt(claimed);
      const disabled = await this.queue.settle(claimed, outcome);
      if (disabled !== null) this.logger.error({ webhook, because: disabled }, 'webhook disabled');
      if (outcome.error !== null) {
        this.failedAt.set(webhook, performance.now());
        return;
      }
      this.failedAt.delete(webhook);
    }
  }

  /** Each of those that do not answer holds a lane for a whole try: the others come first, then they take turns. */
  private longestWithoutFailure(webhooks: string[]): string[] {
    const failedAt = (webhook: string) => this.failedAt.get(webhook) ?? 0;
    return webhooks.sort((one, other) => failedAt(one) - failedAt(other));
  }

  private async attempt(claimed: Claimed): Promise<Outcome> {
    const began = performance.now();
    const passed = () => Math.round(performance.now() - began);
    let target: Target;
    try {
      target = await inTime(resolveTarget(claimed.url, { allowPrivate: this.allowPrivate }));
    } catch (error) {
      return { status: null, error: whyNoTarget(error), milliseconds: passed(), answer: '', askedWait: 0 };
    }
    const outcome = await post(target, headersOf(claimed), claimed.body, TIMEOUT - passed());
    return { ...outcome, milliseconds: passed() };
  }
}

function headersOf({ event_id, body, secret, previous_secret }: Claimed): Record<string, string> {
  const secrets = previous_secret === null ? [secret] : [secret, previous_secret];
  return {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'user-agent': 'sanban-webhooks/1',
    // The machine's clock: the receiver compares it with its own.
    ...signatureHeaders(secrets, event_id, Math.floor(Date.now() / 1_000), body),
  };
}

function whyNoTarget(error: unknown): string {
  if (error instanceof TargetRefused) return `refused: ${error.message}`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  return `the name was not found: ${code}`;
}

/** The look-up cannot be called off, but need not be waited for. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const late = new AbortController();
  try {
    return await Promise.race([
      work,
      delay(TIMEOUT / 3, undefined, { signal: late.signal }).then(() => Promise.reject(new Error('too slow'))),
    ]);
  } finally {
    late.abort();
  }
}
