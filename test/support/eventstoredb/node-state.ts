import type { Metadata } from '@grpc/grpc-js';
import type { Access, Right } from './access';
import type { RecentIds } from './append';
import type { Faults } from './faults';
import type { Log } from './log';
import { accessDenied, notReady, refusal } from './wire';
import { status, type ServiceError } from '@grpc/grpc-js';

/** What the services of one node share. */
export interface NodeState {
  log: Log;
  access: Access;
  faults: Faults;
  recent: RecentIds;
  /** Ids that are written and not yet replicated: sent again, they are dropped without an answer. */
  replicating: Set<string>;
  /** E.g. `24.6.0`. Decides what a slow subscriber gets, which checkpoints, and whether `caughtUp` is sent. */
  version: string;
  /** How many subscriptions have come to the end of the log and wait there for more. */
  live: number;
  /** How many events it has given to readers, subscribers aside. */
  read: number;
  /** Where the leader is; undefined while this node is it. */
  leader(): { host: string; port: number } | undefined;
  /** Cuts every connection of this node, as a crash does. */
  cut(): void;
}

/** Why a call is not served; undefined where it is. */
export function refused(
  state: NodeState,
  call: { metadata: Metadata },
  right: Right,
  stream: string,
): ServiceError | undefined {
  if (state.faults.notReady) return notReady();
  const leader = state.leader();
  if (leader !== undefined && call.metadata.get('requires-leader').includes('true')) {
    return refusal(status.NOT_FOUND, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': leader.host,
      'leader-endpoint-port': String(leader.port),
    });
  }
  return state.access.allows(call.metadata, right, stream) ? undefined : accessDenied();
}
