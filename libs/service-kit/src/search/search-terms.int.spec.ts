import { line, LIMITS, text } from '@sanban/contracts';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import fc from 'fast-check';
import { Pool } from 'pg';
import { searchQuery, searchVector } from './search-terms';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const accepted = text(LIMITS.text);
const name = line(LIMITS.title);
/** Of as many code units as the door lets through. */
const filledWith = (characters: string, limit = LIMITS.text): string =>
  characters
    .repeat(Math.ceil(limit / characters.length))
    .slice(0, limit)
    .toWellFormed();

/** Everything that PostgreSQL has to take of one request at once, in an index as in the read models. */
async function isTaken(title: string, words: string): Promise<void> {
  await pool.query('INSERT INTO texts SELECT $1::tsvector', [
    searchVector([title, words, title, '530902-2022-000001']),
  ]);
}

/** Letters and signs that a text may hold, with what they become in the index. */
const CHARACTERS = Array.from({ length: 0x110000 }, (_, point) => String.fromCodePoint(point))
  .filter((character) => /^[\p{L}\p{N}\p{S}]$/u.test(character))
  .map((character) => ({ character, becomes: character.normalize('NFKC').toLowerCase() }));
const worst = (most: (becomes: string) => number, count: number): string[] =>
  CHARACTERS.map(({ character, becomes }) => ({ character, size: most(becomes) / character.length }))
    .sort((a, b) => b.size - a.size)
    .slice(0, count)
    .map(({ character }) => character);

describe('the search index in PostgreSQL', () => {
  beforeAll(async () => {
    await pool.query('CREATE TABLE texts (search tsvector NOT NULL); CREATE INDEX ON texts USING gin (search)');
  });

  it.each([
    ['one key held down', 'x'.repeat(3_000)],
    ['a token in an address', `https://oa.example/?token=${'aB3dE6'.repeat(400)}`],
    ['Dai without blanks', 'ᥖᥭᥰ'.repeat(320)],
    ['Lao without blanks', 'ພາສາລາວ'.repeat(120).replace(/[^\p{L}]/gu, '')],
    ['letters beyond the basic plane', '𐌰'.repeat(5_000)],
    ['words that are one sign', '㌖'.repeat(2_000)],
    ['the longest sentence that is one sign', 'ﷺ'.repeat(LIMITS.text)],
  ])('takes %s', async (_, words) => {
    expect(accepted.safeParse(words).success).toBe(true);
    await isTaken('困难', words);
  });

  it('takes a full text of each of the characters that become longest, or most words', async () => {
    const longest = worst((becomes) => Buffer.byteLength(becomes), 60);
    const most = worst((becomes) => (becomes.match(/[\p{L}\p{N}]+/gu) ?? []).length, 60);
    for (const character of [...longest, ...most]) {
      await isTaken(filledWith(character, LIMITS.title), filledWith(character));
    }
    // All of them different from their neighbours: as many terms as can be.
    await isTaken(filledWith(longest.join(''), LIMITS.title), filledWith(longest.join('')));
    await isTaken(filledWith(most.join(''), LIMITS.title), filledWith(most.join('')));
  });

  it('takes as many different terms as fit: pairs of rare characters, words of one letter, words of two', async () => {
    const some = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => String.fromCodePoint(from + index));
    const letters = CHARACTERS.map(({ character }) => character).filter(
      (character) => /^\p{L}$/u.test(character) && !/\p{Script=Han}/u.test(character),
    );
    for (const words of [
      some(0x4e00, LIMITS.text).join(''),
      some(0x20000, LIMITS.text / 2).join(''),
      letters.join(' '),
      letters.toReversed().join(' '),
      letters.map((letter, index) => `${letter}${letters[index + 1_000] ?? ''}`).join(' '),
    ]) {
      await isTaken('困难', filledWith(words));
    }
  });

  it('takes whatever the door takes', async () => {
    const block = fc
      .tuple(
        fc.oneof(
          fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
          fc.constantFrom('㌖', 'ﷺ', '㍿', 'İ', 'ß', 'ﬃ', '𠀀', '税', 'ᥖ', "'", '\\', ':', '𝕏', '½', 'ຫ', 'e\u0301'),
        ),
        fc.nat(LIMITS.text),
      )
      .map(([characters, length]) => filledWith(characters, length));
    const words = fc
      .array(block, { minLength: 1, maxLength: 4 })
      .map((blocks) => blocks.join('').slice(0, LIMITS.text).toWellFormed())
      .filter((value) => accepted.safeParse(value).success);
    const title = block
      .map((value) => value.slice(0, LIMITS.title).toWellFormed())
      .filter((value) => name.safeParse(value).success);
    await fc.assert(fc.asyncProperty(title, words, isTaken), { numRuns: 150 });
  });

  it('finds a word by its beginning, however long it is', async () => {
    const run = fc.oneof(
      fc
        .tuple(fc.constantFrom('x', 'ab', 'ᥖᥭ', '𐌰', '7'), fc.integer({ min: 1, max: 3_000 }))
        .map(([characters, length]) => characters.repeat(Math.ceil(length / characters.length))),
      fc.string({ unit: fc.constantFrom('税', '款', '𠀀'), minLength: 1, maxLength: 40 }),
    );
    const word = fc.array(run, { minLength: 1, maxLength: 4 }).map((runs) => runs.join(''));
    await fc.assert(
      fc.asyncProperty(word, word, fc.nat(), async (before, looked, cut) => {
        const characters = Array.from(looked);
        const start = characters.slice(0, 1 + (cut % characters.length)).join('');
        const { rows } = await pool.query<{ found: boolean }>('SELECT $1::tsvector @@ $2::tsquery AS found', [
          searchVector([`${before}，${looked}`]),
          searchQuery(start),
        ]);
        expect(rows[0]?.found).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
