import { Pace, type Trip } from './pace';

const after = (trips: Trip[], appends: number): boolean => {
  const pace = new Pace();
  trips.forEach((trip) => pace.measured(trip));
  return pace.overlapping(appends);
};

describe('groups overlap', () => {
  const times = (count: number, trip: Trip) => Array.from({ length: count }, () => trip);
  const fast = { appends: 32, preparing: 0.9, writing: 1.4 };
  const slow = { appends: 32, preparing: 0.9, writing: 6 };
  const halves = { appends: 16, preparing: 0.45, writing: 0.7 };

  it.each([
    ['not before anything is known', [], 32, false],
    ['where a commit takes less time than the preparing of all', times(20, fast), 32, true],
    ['once they do, as long as that is so', times(20, halves), 32, true],
    ['not for a few', times(20, fast), 8, false],
    ['not on a slow disk', times(20, slow), 32, false],
    ['on a slow disk for many', times(20, slow), 256, true],
    ['not where appends do not come upon answers', times(20, { ...fast, preparing: 0 }), 32, false],
    ['no longer when the disk has become slow', [...times(20, fast), ...times(20, slow)], 32, false],
  ])('%s', (_, trips, appends, overlapping) => expect(after(trips, appends)).toBe(overlapping));
});
