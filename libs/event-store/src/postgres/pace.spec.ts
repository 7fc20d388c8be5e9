import { Pace } from './pace';

const after = (preparing: number | undefined, answering: number, times = 20): boolean => {
  const pace = new Pace();
  for (let n = 0; n < times; n += 1) pace.measured(preparing, answering);
  return pace.overlapping;
};

describe('groups overlap', () => {
  it.each([
    ['not before anything is known', undefined, 1, false],
    ['where preparing takes longer than writing', 1.2, 1, true],
    ['not on a slow disk', 1.2, 10, false],
    ['not where nothing waits for an answer', undefined, 0.1, false],
  ])('%s', (_, preparing, answering, overlapping) => expect(after(preparing, answering)).toBe(overlapping));
});
