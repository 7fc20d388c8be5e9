import { setTimeout as delay } from 'node:timers/promises';
import { status, type handleClientStreamingCall } from '@grpc/grpc-js';
import type { AppendReq } from '@eventstore/db-client/generated/streams_pb';
import { AppendResp } from '@eventstore/db-client/generated/streams_pb';
import { append, MAX_APPEND_SIZE, type AppendOutcome, type Expected } from './append';
import type { Proposed } from './log';
import { refused, type NodeState } from './node-state';
import { empty, refusal, streamDeleted, streamName, uuidText } from './wire';

/** The path of appends with credentials of their own: one call each. */
export function appendCall(state: NodeState): handleClientStreamingCall<AppendReq, AppendResp> {
  return (call, answer) => {
    let stream = '';
    let expected: Expected = 'any';
    const events: Proposed[] = [];
    call.on('data', (request: AppendReq) => {
      const options = request.getOptions();
      if (options !== undefined) {
        stream = streamName(options.getStreamIdentifier());
        expected = expectedOf(options);
      }
      const message = request.getProposedMessage();
      if (message !== undefined) events.push(proposed(message));
    });
    call.on('error', () => undefined); // The client has gone; nothing is written then.
    call.on('end', () => {
      const denied = refused(state, call, 'write', stream);
      if (denied !== undefined) answer(denied);
      else void write(state, stream, expected, events).then((outcome) => outcome && reply(stream, outcome, answer));
    });
  };
}

/** Writes through the faults. @returns undefined where the connection is cut instead of an answer; never where it is dropped */
export async function write(
  state: NodeState,
  stream: string,
  expected: Expected,
  events: readonly Proposed[],
): Promise<AppendOutcome | undefined> {
  const fault = state.faults.take();
  if (fault?.kind === 'drop-before') {
    state.cut();
    return undefined;
  }
  if (fault?.kind === 'late-write') await delay(fault.by);
  if (events.some(({ id }) => state.replicating.has(id))) return new Promise(() => undefined);
  const outcome = append(state.log, state.recent, stream, expected, events);
  if (fault?.kind === 'late-answer') {
    for (const { id } of events) state.replicating.add(id);
    await delay(fault.by);
    for (const { id } of events) state.replicating.delete(id);
  }
  if (fault?.kind === 'drop-after') {
    state.cut();
    return undefined;
  }
  return outcome;
}

function reply(
  stream: string,
  outcome: AppendOutcome,
  answer: Parameters<handleClientStreamingCall<AppendReq, AppendResp>>[1],
): void {
  switch (outcome.kind) {
    case 'success':
      answer(null, success(outcome));
      return;
    case 'wrong-expected-version':
      answer(null, wrongExpectedVersion(outcome));
      return;
    case 'stream-deleted':
      answer(streamDeleted(stream));
      return;
    case 'too-large':
      answer(
        refusal(status.INVALID_ARGUMENT, 'Maximum Append Size Exceeded.', {
          exception: 'maximum-append-size-exceeded',
          'maximum-append-size': String(MAX_APPEND_SIZE),
        }),
      );
  }
}

function success({ revision, position }: AppendOutcome & { kind: 'success' }): AppendResp {
  const text = position.toString();
  const result = new AppendResp.Success().setPosition(
    new AppendResp.Position().setCommitPosition(text).setPreparePosition(text),
  );
  if (revision < 0) result.setNoStream(empty());
  else result.setCurrentRevision(String(revision));
  return new AppendResp().setSuccess(result);
}

function wrongExpectedVersion({ expected, actual }: AppendOutcome & { kind: 'wrong-expected-version' }): AppendResp {
  const result = new AppendResp.WrongExpectedVersion();
  if (actual === null) result.setCurrentNoStream(empty());
  else result.setCurrentRevision(String(actual));
  if (expected === 'any') result.setExpectedAny(empty());
  else if (expected === 'no_stream') result.setExpectedNoStream(empty());
  else if (expected === 'stream_exists') result.setExpectedStreamExists(empty());
  else result.setExpectedRevision(String(expected));
  return new AppendResp().setWrongExpectedVersion(result);
}

function expectedOf(options: AppendReq.Options): Expected {
  if (options.hasRevision()) return Number(options.getRevision());
  if (options.hasNoStream()) return 'no_stream';
  return options.hasStreamExists() ? 'stream_exists' : 'any';
}

function proposed(message: AppendReq.ProposedMessage): Proposed {
  const properties = message.getMetadataMap();
  return {
    id: uuidText(message.getId()),
    type: properties.get('type') ?? '',
    contentType: properties.get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}
