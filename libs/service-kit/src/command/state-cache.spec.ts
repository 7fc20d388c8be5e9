import { StateCache } from './state-cache';

const decider = { initial: 0 };
const folded = (state: number) => ({ revision: state, state, commits: new Map() });

it('forgets what was not used for longest', () => {
  const cache = new StateCache(2);
  cache.set('a', decider, folded(1));
  cache.set('b', decider, folded(2));
  cache.get('a', decider);
  cache.set('c', decider, folded(3));
  expect(['a', 'b', 'c'].map((stream) => cache.get(stream, decider)?.state)).toEqual([1, undefined, 3]);
});

it('gives a state to nobody but the decider that folded it', () => {
  const cache = new StateCache();
  cache.set('a', decider, folded(1));
  expect(cache.get('a', { initial: 0 })).toBeUndefined();
});
