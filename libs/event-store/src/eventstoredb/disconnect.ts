import type { EventStoreDBClient } from '@eventstore/db-client';

/** For a client that made a call and will make none any more: its own `dispose` leaves its connection open. Never throws. */
export async function disconnect(client: EventStoreDBClient): Promise<void> {
  const channel = await client['getChannel']().catch(() => undefined);
  channel?.close();
}
