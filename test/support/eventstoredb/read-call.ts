import { setTimeout as delay } from 'node:timers/promises';
import type { handleServerStreamingCall, ServerWritableStream } from '@grpc/grpc-js';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { Log, Stored } from './log';
import { refused, type NodeState } from './node-state';
import { subscribe } from './subscription';
import { eventResponse, refuse, streamDeleted, streamIdentifier, streamName } from './wire';

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** Streams and `$all`, forwards and backwards, and subscriptions to `$all`: one call of the protocol serves all. */
export function readCall(state: NodeState): handleServerStreamingCall<ReadReq, ReadResp> {
  return (call) => {
    call.on('error', () => undefined);
    const options = call.request.getOptions() ?? new ReadReq.Options();
    const wanted = options.getStream();
    const stream = wanted === undefined ? '$all' : streamName(wanted.getStreamIdentifier());
    const denied = refused(state, call, 'read', stream);
    if (denied !== undefined) {
      refuse(call, denied);
    } else if (options.hasSubscription()) {
      void subscribe(state, call, options);
    } else if (wanted === undefined) {
      if (!state.faults.mute) void send(state, call, allEvents(state.log, options));
    } else if (state.log.isTombstoned(stream)) {
      refuse(call, streamDeleted(stream));
    } else {
      const events = state.log.read(stream);
      if (events !== undefined) void send(state, call, streamEvents(events, wanted, options));
      else {
        const missing = new ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(stream));
        call.write(new ReadResp().setStreamNotFound(missing));
        call.end();
      }
    }
  };
}

async function send(state: NodeState, call: ReadCall, events: Iterable<Stored>): Promise<void> {
  for (const event of events) {
    if (state.faults.readPause > 0) await delay(state.faults.readPause);
    if (call.cancelled || call.destroyed) return;
    state.read += 1;
    if (!call.write(eventResponse(event))) await drained(call);
  }
  call.end();
}

/** Resolves when more may be written, or nobody reads any more. */
export function drained(call: ReadCall): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      for (const event of ['drain', 'cancelled', 'close', 'error']) call.off(event, done);
      resolve();
    };
    for (const event of ['drain', 'cancelled', 'close', 'error']) call.on(event, done);
  });
}

const isBackwards = (options: ReadReq.Options): boolean =>
  options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS;

const countOf = (options: ReadReq.Options): number => Number(options.getCount());

function streamEvents(
  events: readonly Stored[],
  stream: ReadReq.Options.StreamOptions,
  options: ReadReq.Options,
): Stored[] {
  const from = stream.hasRevision() ? Number(stream.getRevision()) : stream.hasEnd() ? Infinity : 0;
  const chosen = isBackwards(options)
    ? events.filter(({ revision }) => revision <= from).reverse()
    : events.filter(({ revision }) => revision >= from);
  return chosen.slice(0, countOf(options));
}

/** Forwards from a position: it and what follows. Backwards: what lies before it. */
function* allEvents(log: Log, options: ReadReq.Options): Generator<Stored> {
  const all = options.getAll();
  const position = all?.getPosition();
  const from =
    position !== undefined ? log.indexOf(BigInt(position.getCommitPosition())) : all?.hasEnd() ? log.all.length : 0;
  const step = isBackwards(options) ? -1 : 1;
  let left = countOf(options);
  for (let index = step < 0 ? from - 1 : from; left > 0; index += step, left -= 1) {
    const event = log.all[index];
    if (event === undefined) return;
    yield event;
  }
}
