import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServiceName } from '@sanban/contracts';
import type { Principal } from '@sanban/identity';

/** A service behind the door, wherever it runs. The principal's header is already set, or absent. */
export interface Upstream {
  readonly name: ServiceName;
  /** Passes a request on and its answer back. */
  forward(request: IncomingMessage, response: ServerResponse): void;
  /** The gateway's own question to the service. @throws 503 where there is no answer */
  ask(question: Question): Promise<{ status: number; body: unknown }>;
}

export interface Question {
  method: 'GET' | 'PUT';
  path: string;
  /** JSON. */
  body?: object;
  /** In whose name; absent: nobody's. */
  principal?: Principal;
}

export type Upstreams = ReadonlyMap<ServiceName, Upstream>;
