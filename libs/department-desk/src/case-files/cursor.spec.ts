import fc from 'fast-check';
import { fromCursor, toCursor } from './cursor';

describe('cursor', () => {
  it('gives the place back', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        fc.uuid(),
        (assignedAt, id) => {
          expect(fromCursor(toCursor({ assignedAt, id }))).toEqual({ assignedAt, id });
        },
      ),
    );
  });

  it.each(['', 'x', '123', Buffer.from('["2022"]').toString('base64url'), Buffer.from('null').toString('base64url')])(
    'refuses %j',
    (cursor) => {
      expect(() => fromCursor(cursor)).toThrow(/^invalid-cursor: /);
    },
  );
});
