import type { EventStore } from '../port';

/** What an adapter gives to the behaviour suite: an empty log of its own for each suite. */
export interface OpenedStore {
  store: EventStore;
  /** The same log through another store, as another process would open it. */
  another(): Promise<EventStore>;
  /** Closes what was opened and removes the log. */
  close(): Promise<void>;
}

export type OpenStore = () => Promise<OpenedStore>;
