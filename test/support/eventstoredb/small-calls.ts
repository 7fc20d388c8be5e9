import type { handleUnaryCall } from '@grpc/grpc-js';
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import type { Empty } from '@eventstore/db-client/generated/shared_pb';
import { UUID } from '@eventstore/db-client/generated/shared_pb';
import type { DeleteReq, TombstoneReq } from '@eventstore/db-client/generated/streams_pb';
import { DeleteResp, TombstoneResp } from '@eventstore/db-client/generated/streams_pb';
import { refused, type NodeState } from './node-state';
import { notReady, streamDeleted, streamName } from './wire';

export interface Member {
  id: string;
  host: string;
  port: number;
  alive: boolean;
  leads: boolean;
}

export function deleteCall(state: NodeState): handleUnaryCall<DeleteReq, DeleteResp> {
  return (call, answer) => {
    const stream = streamName(call.request.getOptions()?.getStreamIdentifier());
    const denied = refused(state, call, 'delete', stream);
    if (denied !== undefined) {
      answer(denied);
      return;
    }
    if (state.log.isTombstoned(stream)) {
      answer(streamDeleted(stream));
      return;
    }
    state.log.softDelete(stream);
    answer(null, new DeleteResp());
  };
}

export function tombstoneCall(state: NodeState): handleUnaryCall<TombstoneReq, TombstoneResp> {
  return (call, answer) => {
    const stream = streamName(call.request.getOptions()?.getStreamIdentifier());
    const denied = refused(state, call, 'delete', stream);
    if (denied !== undefined) {
      answer(denied);
      return;
    }
    state.log.tombstone(stream);
    answer(null, new TombstoneResp());
  };
}

const STREAMS = 'event_store.client.streams.Streams';

/** The client appends in batches only where this says that the server can. */
export function supportedMethods(state: NodeState): handleUnaryCall<Empty, SupportedMethods> {
  return (_, answer) => {
    if (state.faults.notReady) {
      answer(notReady());
      return;
    }
    const methods = new SupportedMethods().setEventStoreServerVersion(state.version);
    for (const name of ['read', 'append', 'delete', 'tombstone', 'batchappend']) {
      methods.addMethods(new SupportedMethod().setServiceName(STREAMS).setMethodName(name));
    }
    answer(null, methods);
  };
}

export function gossip(members: () => readonly Member[]): handleUnaryCall<Empty, ClusterInfo> {
  return (_, answer) => {
    const { LEADER, FOLLOWER } = MemberInfo.VNodeState;
    const info = new ClusterInfo();
    info.setMembersList(
      members().map(({ id, host, port, alive, leads }) =>
        new MemberInfo()
          .setInstanceId(new UUID().setString(id))
          .setTimeStamp(String(Date.now()))
          .setIsAlive(alive)
          .setState(leads ? LEADER : FOLLOWER)
          .setHttpEndPoint(new EndPoint().setAddress(host).setPort(port)),
      ),
    );
    answer(null, info);
  };
}
