import { setTimeout as delay } from 'node:timers/promises';
import type { handleBidiStreamingCall } from '@grpc/grpc-js';
import {
  AccessDenied,
  AllStreamPosition,
  BadRequest,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  Timeout,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { MAX_APPEND_SIZE, type AppendOutcome, type Expected } from './append';
import { write } from './append-call';
import type { Proposed } from './log';
import { refused, type NodeState } from './node-state';
import { streamIdentifier, streamName, uuidText } from './wire';

interface Pending {
  stream: string;
  expected: Expected;
  /** Milliseconds of the epoch. */
  deadline: number;
  events: Proposed[];
}

type Answer = AppendOutcome | { kind: 'denied' | 'not-ready' | 'timeout' };

/** The path of appends without credentials of their own: one shared call, answers by correlation id. */
export function batchAppend(state: NodeState): handleBidiStreamingCall<BatchAppendReq, BatchAppendResp> {
  return (call) => {
    const pending = new Map<string, Pending>();
    call.on('data', (request: BatchAppendReq) => {
      const correlation = uuidText(request.getCorrelationId());
      const options = request.getOptions();
      const append = options === undefined ? pending.get(correlation) : begin(options);
      if (append === undefined) return;
      pending.set(correlation, append);
      append.events.push(...request.getProposedMessagesList().map(proposed));
      if (!request.getIsFinal()) return;
      pending.delete(correlation);
      void answerTo(append).then((answer) => {
        if (answer === undefined || call.cancelled) return;
        call.write(response(append.stream, answer).setCorrelationId(request.getCorrelationId()));
      });
    });
    call.on('error', () => undefined);
    call.on('end', () => call.end());

    async function answerTo({ stream, expected, deadline, events }: Pending): Promise<Answer | undefined> {
      const denied = refused(state, call, 'write', stream);
      if (denied !== undefined) return { kind: state.faults.notReady ? 'not-ready' : 'denied' };
      const left = Math.max(0, deadline - Date.now());
      return Promise.race([
        write(state, stream, expected, events),
        delay(left, { kind: 'timeout' as const }, { ref: false }),
      ]);
    }
  };
}

function begin(options: BatchAppendReq.Options): Pending {
  const deadline = options.getDeadline()?.toDate().getTime() ?? Infinity;
  return { stream: streamName(options.getStreamIdentifier()), expected: expectedOf(options), deadline, events: [] };
}

function response(stream: string, answer: Answer): BatchAppendResp {
  const result = new BatchAppendResp().setStreamIdentifier(streamIdentifier(stream));
  if (answer.kind !== 'success') return result.setError(errorOf(stream, answer));
  const success = new BatchAppendResp.Success();
  if (answer.revision < 0) success.setNoStream(new Empty());
  else success.setCurrentRevision(String(answer.revision));
  const text = answer.position.toString();
  const position = new AllStreamPosition().setCommitPosition(text).setPreparePosition(text);
  return result.setSuccess(success.setPosition(position));
}

function errorOf(stream: string, answer: Exclude<Answer, { kind: 'success' }>): Status {
  switch (answer.kind) {
    case 'wrong-expected-version':
      return packed(wrongExpectedVersion(answer), 'WrongExpectedVersion');
    case 'stream-deleted':
      return packed(new StreamDeleted().setStreamIdentifier(streamIdentifier(stream)), 'StreamDeleted');
    case 'too-large':
      return packed(new MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND_SIZE), 'MaximumAppendSizeExceeded');
    case 'timeout':
      return packed(new Timeout(), 'Timeout');
    case 'denied':
      return packed(new AccessDenied(), 'AccessDenied');
    case 'not-ready':
      return packed(new BadRequest(), 'BadRequest').setMessage('Server Is Not Ready');
  }
}

function wrongExpectedVersion({ expected, actual }: AppendOutcome & { kind: 'wrong-expected-version' }) {
  const result = new WrongExpectedVersion();
  if (actual === null) result.setCurrentNoStream(new Empty());
  else result.setCurrentStreamRevision(String(actual));
  if (expected === 'any') result.setExpectedAny(new Empty());
  else if (expected === 'no_stream') result.setExpectedNoStream(new Empty());
  else if (expected === 'stream_exists') result.setExpectedStreamExists(new Empty());
  else result.setExpectedStreamPosition(String(expected));
  return result;
}

function packed(message: { serializeBinary(): Uint8Array }, name: string): Status {
  const details = new Any();
  details.pack(message.serializeBinary(), `event_store.client.${name}`);
  return new Status().setDetails(details);
}

function expectedOf(options: BatchAppendReq.Options): Expected {
  if (options.hasStreamPosition()) return Number(options.getStreamPosition());
  if (options.hasNoStream()) return 'no_stream';
  return options.hasStreamExists() ? 'stream_exists' : 'any';
}

function proposed(message: BatchAppendReq.ProposedMessage): Proposed {
  const properties = message.getMetadataMap();
  return {
    id: uuidText(message.getId()),
    type: properties.get('type') ?? '',
    contentType: properties.get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}
