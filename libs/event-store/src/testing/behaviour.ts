import { appendBehaviour } from './append-behaviour';
import { contentBehaviour } from './content-behaviour';
import { logBehaviour } from './log-behaviour';
import type { OpenStore } from './opened-store';
import { repetitionBehaviour } from './repetition-behaviour';
import { subscribeBehaviour } from './subscribe-behaviour';

/** What every adapter of the port must do. Run it under Jest: `eventStoreBehaviour('PostgreSQL', open)`. */
export function eventStoreBehaviour(name: string, open: OpenStore): void {
  describe(`an event store on ${name}`, () => {
    appendBehaviour(open);
    repetitionBehaviour(open);
    contentBehaviour(open);
    logBehaviour(open);
    subscribeBehaviour(open);
  });
}
