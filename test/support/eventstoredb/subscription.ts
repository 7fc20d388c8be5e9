import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { isBefore, onGoingLive, repeatsItself, type Checkpoint } from './checkpoints';
import type { Stored } from './log';
import type { NodeState } from './node-state';
import { drained, type ReadCall } from './read-call';
import { eventResponse, refusal, refuse } from './wire';

/** A live subscriber may be so many events behind. */
const LIVE_BUFFER = 32;
/** The server looks through so many records before it asks whether a checkpoint is due. */
const SEARCH_WINDOW = 32;

/** Catches up from the log and follows it: the log is the buffer, a slow reader simply stands further back in it. */
export async function subscribe(state: NodeState, call: ReadCall, options: ReadReq.Options): Promise<void> {
  const { log } = state;
  const filter = options.getFilter();
  const passes = passing(filter);
  const checkpointEvery = SEARCH_WINDOW * Math.max(1, filter?.getCheckpointintervalmultiplier() ?? 1);
  // 22.10 and 23.10 drop a live subscriber that lags, and never say that it has caught up.
  const modern = !isBefore(state.version, '24.2.0');
  const from = options.getAll()?.getPosition();
  let next = startOf(state, options);
  const first = next;
  let live = false;
  let looked = 0;
  let told: Checkpoint | undefined = from && {
    commit: BigInt(from.getCommitPosition()),
    prepare: BigInt(from.getPreparePosition()),
  };
  let atGoingLive: Checkpoint | undefined;
  let wake: () => void = () => undefined;
  const stop = log.onWrite(() => wake());
  call.on('cancelled', () => wake());
  call.on('close', () => wake());

  await send(new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID())));
  while (isOpen()) {
    if (state.faults.notReady) {
      refuse(call, refusal(status.INTERNAL, 'Received RST_STREAM with code 0'));
      break;
    }
    const event = log.all[next];
    if (event === undefined) {
      if (!live) {
        await goLive();
        live = true;
        state.live += 1;
      }
      if (log.all[next] === undefined && isOpen()) await new Promise<void>((resolve) => (wake = resolve));
      continue;
    }
    if (live && lag() > LIVE_BUFFER) {
      if (!modern) {
        refuse(call, refusal(status.ABORTED, 'Consumer too slow to handle event while live'));
        break;
      }
      live = false;
      state.live -= 1;
      await send(new ReadResp().setFellBehind(new ReadResp.FellBehind()));
    }
    next += 1;
    looked += 1;
    const place = { commit: event.position, prepare: event.position };
    if (passes(event)) {
      told = place;
      await send(eventResponse(event));
    } else if (filter !== undefined && looked >= checkpointEvery) {
      looked = 0;
      await checkpoint(live && repeatsItself(state.version) ? atGoingLive : place);
    }
  }
  stop();
  if (live) state.live -= 1;

  function isOpen(): boolean {
    return !call.cancelled && !call.destroyed && !call.writableEnded;
  }

  async function send(response: ReadResp): Promise<void> {
    if (isOpen() && !call.write(response)) await drained(call);
  }

  function lag(): number {
    let behind = 0;
    for (let index = next; index < log.all.length && behind <= LIVE_BUFFER; index += 1) {
      const event = log.all[index];
      if (event !== undefined && passes(event)) behind += 1;
    }
    return behind;
  }

  async function goLive(): Promise<void> {
    if (filter !== undefined) {
      const emptyPage = (next - first) % SEARCH_WINDOW === 0;
      atGoingLive = onGoingLive(state.version, { told, end: log.end, emptyPage });
      await checkpoint(atGoingLive);
    }
    if (modern) await send(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
  }

  async function checkpoint(place: Checkpoint | undefined): Promise<void> {
    if (place === undefined) return;
    told = place;
    const { commit, prepare } = place;
    const message = new ReadResp.Checkpoint()
      .setCommitPosition(commit.toString())
      .setPreparePosition(prepare.toString());
    await send(new ReadResp().setCheckpoint(message));
  }
}

/** Index of the first record behind the position: that one itself is not sent again. */
function startOf({ log }: NodeState, options: ReadReq.Options): number {
  const all = options.getAll();
  const position = all?.getPosition();
  if (position !== undefined) return log.indexOf(BigInt(position.getCommitPosition()) + 1n);
  return all?.hasEnd() ? log.all.length : 0;
}

function passing(filter: ReadReq.Options.FilterOptions | undefined): (event: Stored) => boolean {
  if (filter === undefined) return () => true;
  const onStream = filter.getStreamIdentifier();
  const expression = onStream ?? filter.getEventType();
  const prefixes = expression?.getPrefixList() ?? [];
  const regex = new RegExp(expression?.getRegex() ?? '');
  return ({ stream, type }) => {
    const text = onStream === undefined ? type : stream;
    return prefixes.length > 0 ? prefixes.some((prefix) => text.startsWith(prefix)) : regex.test(text);
  };
}
