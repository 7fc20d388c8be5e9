import { getEventListeners } from 'node:events';
import { Heads } from './heads';

describe('how far a partition has been written', () => {
  let heads: Heads;
  let stopping: AbortController;
  beforeEach(() => {
    heads = new Heads();
    stopping = new AbortController();
    heads.moved([{ topicId: 1, partition: 0, next: 3 }]);
  });
  const reach = (position: number, ms?: number) => heads.reach(1, 0, position, stopping.signal, ms);

  it('is waited for, and told at once where it is known', async () => {
    expect(await reach(2)).toBe(true);
    const reached = reach(3);
    heads.moved([{ topicId: 1, partition: 1, next: 9 }]);
    heads.moved([{ topicId: 1, partition: 0, next: 4 }]);
    expect(await reached).toBe(true);
  });

  it('is waited for until told to stop, or for so long', async () => {
    expect(await reach(3, 1)).toBe(false);
    const reached = reach(3);
    stopping.abort();
    expect(await reached).toBe(false);
    expect(await reach(2)).toBe(false);
  });

  // A signal made of others is kept by them for good (Node 20): one for each wait was a leak.
  it('leaves nothing behind on the signal', async () => {
    for (let n = 0; n < 20; n += 1) await reach(3, 1);
    const reached = reach(3, 60_000);
    heads.moved([{ topicId: 1, partition: 0, next: 4 }]);
    await reached;
    expect(getEventListeners(stopping.signal, 'abort')).toEqual([]);
  });
});
