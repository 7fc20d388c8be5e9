import fc from 'fast-check';
import { z } from 'zod';
import { keysetCursor } from './keyset-cursor';

const cursor = keysetCursor('cases', z.tuple([z.iso.datetime({ offset: true }), z.uuid()]));
const ID = '0190f3a2-1c5e-7d3a-9b1f-2f6d1c0a4e11';

describe('a cursor', () => {
  it('gives the place back', () => {
    const dates = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, fc.uuid(), (date, id) => {
        const place: [string, string] = [date.toISOString(), id];
        expect(cursor.read(cursor.write(place))).toEqual(place);
      }),
    );
  });

  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  it.each([
    ['nothing', ''],
    ['a word', 'x'],
    ['JSON of another shape', encoded(['cases', ['2022']])],
    ['null', encoded(null)],
    ['one of another list', encoded(['others', ['2022-08-22T00:00:00Z', ID]])],
    ['one with something behind it', `${encoded(['cases', ['2022-08-22T00:00:00Z', ID]])}=`],
  ])('refuses %s', (_what, text) => {
    expect(() => cursor.read(text)).toThrow(/^invalid-cursor: /);
  });
});
