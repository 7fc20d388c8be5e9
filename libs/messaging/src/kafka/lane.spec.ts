import { KafkaJSProtocolError } from 'kafkajs';
import { BusUnavailable } from '../port';
import { publishable } from '../publishable';
import { numbered } from '../testing/integration-event';
import { Lane, type Entry } from './lane';
import { toMessage, type Outgoing } from './message';

const withType = (type: string) => Object.assign(new KafkaJSProtocolError(type), { type });

/** A lane whose sends end as the test says, and which keeps what each attempt carried. */
function laneWith(outcome: (attempt: number) => Promise<void>) {
  const attempts: number[][] = [];
  const numberIn = ({ value }: Outgoing) => Number(/\d+/.exec(value)?.[0]);
  const stopping = new AbortController();
  const lane = new Lane({
    send: (messages) => {
      attempts.push(messages.map(numberIn));
      return outcome(attempts.length);
    },
    onError: () => undefined,
    signal: stopping.signal,
  });
  const publish = (from: number, to: number, until = Infinity) => {
    const promises: Promise<number>[] = [];
    const entries: Entry[] = [];
    for (let n = from; n <= to; n += 1) {
      promises.push(
        new Promise((done, failed) => {
          const { key, event } = numbered('a', n);
          entries.push({ message: toMessage(publishable(key, event)), until, done: () => done(n), failed });
        }),
      );
    }
    lane.push(entries);
    return promises;
  };
  return { attempts, publish, stop: () => stopping.abort() };
}

describe('the lane of a partition', () => {
  it('repeats the very same batch until it is written, and only then sends what came meanwhile', async () => {
    const { attempts, publish } = laneWith((attempt) =>
      attempt <= 2 ? Promise.reject(withType('NOT_LEADER_FOR_PARTITION')) : Promise.resolve(),
    );
    const first = publish(1, 2);
    await Promise.resolve();
    const second = publish(3, 3);
    await Promise.all([...first, ...second]);
    expect(attempts).toEqual([[1, 2], [1, 2], [1, 2], [3]]);
  });

  it('fails all that waits when its time is up: a later message must not overtake one that will come again', async () => {
    const { attempts, publish } = laneWith(() => Promise.reject(withType('LEADER_NOT_AVAILABLE')));
    const first = publish(1, 1, performance.now() + 30);
    await Promise.resolve();
    const second = publish(2, 2);
    const outcomes = await Promise.allSettled([...first, ...second]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(outcomes[0]).toMatchObject({ reason: expect.any(BusUnavailable) as unknown });
    expect(attempts.flat()).not.toContain(2);
  });

  it('does not repeat what no repetition can help', async () => {
    const { attempts, publish } = laneWith(() => Promise.reject(withType('TOPIC_AUTHORIZATION_FAILED')));
    await expect(Promise.all(publish(1, 1))).rejects.toThrow(BusUnavailable);
    expect(attempts).toHaveLength(1);
  });

  it('fails what is left when the bus closes', async () => {
    const { publish, stop } = laneWith(() => Promise.reject(withType('LEADER_NOT_AVAILABLE')));
    const published = Promise.allSettled(publish(1, 3));
    stop();
    expect((await published).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it('cuts batches that a broker takes', async () => {
    const { attempts, publish } = laneWith(() => Promise.resolve());
    await Promise.all(publish(1, 2_500));
    expect(attempts.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
    expect(attempts.flat()).toEqual(Array.from({ length: 2_500 }, (_, index) => index + 1));
  });
});
