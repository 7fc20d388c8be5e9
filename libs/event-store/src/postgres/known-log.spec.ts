import { newEvent } from '../testing/new-event';
import { encodeAppend } from '../encode';
import type { ExpectedRevision } from '../port';
import type { Append } from './append-group';
import { KnownLog } from './known-log';
import { toPosition } from './position';

const append = (stream: string, expected: ExpectedRevision, count = 1): Append => ({
  stream,
  expected,
  events: encodeAppend(
    stream,
    expected,
    Array.from({ length: count }, () => newEvent()),
  ),
});

describe('what a process knows of the log', () => {
  const written = [append('a', 4, 1), append('b', 0)];
  let known: KnownLog;
  beforeEach(() => {
    known = new KnownLog();
    // Stream a stands at 4, b does not exist, the log goes to 10.
    known.learn(written, {
      before: 9,
      head: 10,
      verdicts: [{ revision: 4, position: toPosition(10) }, { actual: null }],
    });
  });

  it('places a group whose appends may surely be written', () => {
    const group = [append('a', 4, 2), append('b', 'none'), append('new', 'none', 3)];
    expect(known.place(group)).toEqual({
      before: 10,
      beforeId: written[0]?.events[0]?.id,
      head: 16,
      verdicts: [
        { revision: 6, position: toPosition(12) },
        { revision: 0, position: toPosition(13) },
        { revision: 2, position: toPosition(16) },
      ],
    });
  });

  it.each([
    ['a', 'any', true],
    ['a', 'exists', true],
    ['a', 4, true],
    ['a', 3, false],
    ['a', 'none', false],
    ['b', 'any', true],
    ['b', 'exists', false],
    ['new', 'any', false],
    ['new', 'exists', false],
    ['new', 0, false],
  ] as const)('of stream %s expected at %s: placed is %s', (stream, expected, placed) => {
    expect(known.place([append(stream, expected)]) !== undefined).toBe(placed);
    expect(known.place([append('other', 'none'), append(stream, expected)]) !== undefined).toBe(placed);
  });

  it('knows nothing at first, and after an error', () => {
    expect(new KnownLog().place([append('new', 'none')])).toBeUndefined();
    known.forget();
    expect(known.place([append('new', 'none')])).toBeUndefined();
  });

  it('does not trust its streams any more when others have written', () => {
    known.learn([append('c', 'none')], { before: 12, head: 13, verdicts: [{ revision: 0, position: toPosition(13) }] });
    expect(known.place([append('a', 4)])).toBeUndefined();
    expect(known.place([append('c', 0)])).toMatchObject({ before: 13, head: 14 });
  });

  it('does not place anything behind an event of others', () => {
    known.learn([append('c', 3)], { before: 12, head: 12, verdicts: [{ actual: null }] });
    expect(known.place([append('c', 'none')])).toBeUndefined();
    known.learn([append('c', 'none')], { before: 12, head: 13, verdicts: [{ revision: 0, position: toPosition(13) }] });
    expect(known.place([append('c', 0)])).toBeDefined();
  });

  it('begins a log without an event before it', () => {
    known = new KnownLog();
    known.learn([append('c', 3)], { before: 0, head: 0, verdicts: [{ actual: null }] });
    expect(known.place([append('c', 'none')])).toMatchObject({ before: 0, beforeId: null, head: 1 });
  });

  it('forgets the streams that it has not heard of for longest', () => {
    const many = Array.from({ length: 20_000 }, (_, n) => append(`s-${n}`, 'none'));
    const verdicts = many.map((_, n) => ({ revision: 0, position: toPosition(11 + n) }));
    known.learn(many, { before: 10, head: 20_010, verdicts });
    expect(known.place([append('a', 4)])).toBeUndefined();
    expect(known.place([append('s-19999', 0)])).toMatchObject({ before: 20_010 });
  });
});
