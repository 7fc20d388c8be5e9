import { createHash } from 'node:crypto';
import type { EventStore, NewEvent, Position } from '../port';
import type { RecordedEvent } from '../recorded-event';
import type { Readable } from './logs';

export interface CopiedLog {
  /** In both logs now. */
  events: number;
  /** Of them by this run; the others were there. */
  copied: number;
  /** Over every event of both logs, in order: stream, revision, id, type, schema version, data and metadata. */
  sha256: string;
}

/** What is being done, and how many events it has come to: those that are there already are looked at before any is copied. */
export type CopyProgress = (step: 'found' | 'copied' | 'compared', events: number) => void;

/** The target holds something that the source does not: nothing was written behind it. */
export class CopyDiffers extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CopyDiffers';
  }
}

/** Together in one append at most, to stay below what a server takes in one. */
const MAX_EVENTS = 200;
const MAX_CHARACTERS = 200_000;

/**
 * Makes the target's log the same as the source's: every event with its id, times and revision, in the order of the log.
 * What is there already is compared, what is missing is appended, and in the end both are read again and compared.
 * It may be broken off at any time and run again. Nobody may write to either log meanwhile.
 * @param onPair is told, at the end, where each event lies in both logs.
 * @throws CopyDiffers
 */
export async function copyLog(
  source: Readable,
  target: EventStore,
  onProgress: CopyProgress = () => undefined,
  onPair: (from: Position, to: Position) => void = () => undefined,
): Promise<CopiedLog> {
  const reading = oneByOne(source);
  let there = 0;
  for await (const found of oneByOne(target)) {
    assertSame(await next(reading), found);
    there += 1;
    onProgress('found', there);
  }
  let copied = 0;
  for await (const group of groups(reading)) {
    await append(target, group);
    copied += group.length;
    onProgress('copied', there + copied);
  }
  return { copied, ...(await compare(source, target, onProgress, onPair)) };
}

/** Both logs from the beginning to the end, side by side. @throws CopyDiffers at the first difference */
async function compare(
  source: Readable,
  target: Readable,
  onProgress: CopyProgress,
  onPair: (from: Position, to: Position) => void,
) {
  const hash = createHash('sha256');
  const reading = oneByOne(target);
  let events = 0;
  for await (const event of oneByOne(source)) {
    const found = await next(reading);
    assertSame(event, found);
    hash.update(lineOf(event));
    onPair(event.position, found?.position ?? event.position);
    events += 1;
    onProgress('compared', events);
  }
  assertSame(undefined, await next(reading));
  return { events, sha256: hash.digest('hex') };
}

async function* oneByOne(store: Readable): AsyncGenerator<RecordedEvent, undefined> {
  for await (const batch of store.readAll()) yield* batch;
}

async function next(reading: AsyncGenerator<RecordedEvent, undefined>): Promise<RecordedEvent | undefined> {
  return (await reading.next()).value;
}

/** Neighbours of one stream go together; the order of the log stays as it is. */
async function* groups(reading: AsyncGenerator<RecordedEvent, undefined>): AsyncGenerator<RecordedEvent[]> {
  let group: RecordedEvent[] = [];
  let characters = 0;
  for (let event = await next(reading); event !== undefined; event = await next(reading)) {
    const size = lineOf(event).length;
    const last = group[group.length - 1];
    const fits = group.length < MAX_EVENTS && characters + size <= MAX_CHARACTERS;
    if (last !== undefined && !(last.stream === event.stream && fits)) {
      yield group;
      group = [];
      characters = 0;
    }
    group.push(event);
    characters += size;
  }
  if (group.length > 0) yield group;
}

async function append(target: EventStore, group: readonly RecordedEvent[]): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  const events = group.map(({ id, type, schemaVersion, data, metadata }): NewEvent => ({
    id,
    type,
    schemaVersion,
    data,
    metadata,
  }));
  await target.append(first.stream, first.revision === 0 ? 'none' : first.revision - 1, events);
}

const lineOf = ({ stream, revision, id, type, schemaVersion, data, metadata }: RecordedEvent): string =>
  `${JSON.stringify([stream, revision, id, type, schemaVersion, data, metadata])}\n`;

function assertSame(event: RecordedEvent | undefined, found: RecordedEvent | undefined): void {
  if (event === undefined ? found === undefined : found !== undefined && lineOf(event) === lineOf(found)) return;
  const where = (one: RecordedEvent | undefined) =>
    one === undefined ? 'nothing more' : `event ${one.id} (${one.stream}, revision ${one.revision})`;
  throw new CopyDiffers(`the target has ${where(found)} where the source has ${where(event)}`);
}
