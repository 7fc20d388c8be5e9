/** Letters, digits and Han characters as people type them: full-width and upper-case forms are the same word. */
const normalised = (text: string): string => text.normalize('NFKC').toLowerCase();

/** What stands together without a blank or a mark in between, each as its runs of one script: `企业2` is 企业 and 2. */
const wordsOf = (text: string): string[][] =>
  (normalised(text).match(/[\p{L}\p{N}]+/gu) ?? []).map(
    (word) => word.match(/\p{Script=Han}+|\P{Script=Han}+/gu) ?? [],
  );
const isHan = (run: string): boolean => /^\p{Script=Han}/u.test(run);

/**
 * Limits of PostgreSQL's tsvector (Text Search, 12.11). A phrase is found by its terms' positions: one that stands behind
 * the 255th occurrence of a term in the same text, or behind position 16,383, is not found there.
 */
const LAST_POSITION = 16_383;
const POSITIONS_PER_TERM = 255;
/** A term has less than 2 KiB, a character up to 4 bytes. All terms together have less than 1 MiB: LIMITS.text sees to that. */
const CHARACTERS_PER_TERM = 256;

/** Whole ones, also those beyond the basic plane. */
const charactersOf = (run: string): string[] => Array.from(run);

/** Every two neighbouring characters, and the last one alone. */
function pairs(run: string): string[] {
  const characters = charactersOf(run);
  return characters.map((character, index) => character + (characters[index + 1] ?? ''));
}

/** A run that is no Chinese, in terms that are not too long: an address, a script without blanks, somebody leaning on a key. */
function pieces(run: string): string[] {
  if (run.length <= CHARACTERS_PER_TERM) return [run];
  const characters = charactersOf(run);
  return Array.from({ length: Math.ceil(characters.length / CHARACTERS_PER_TERM) }, (_, index) =>
    characters.slice(index * CHARACTERS_PER_TERM, (index + 1) * CHARACTERS_PER_TERM).join(''),
  );
}

/**
 * A tsvector literal with positions. Chinese is written without blanks, and PostgreSQL brings no dictionary for it; in
 * pairs of characters every word from two on is found exactly, as a phrase of neighbouring pairs, and a single
 * character by its prefix. (pg_trgm needs three characters: for most Chinese words, which have two, it would read all.)
 */
export function searchVector(texts: readonly string[]): string {
  const positions = new Map<string, number[]>();
  let position = 0;
  for (const word of texts.flatMap(wordsOf)) {
    for (const term of word.flatMap((run) => (isHan(run) ? pairs(run) : pieces(run)))) {
      position += 1;
      const known = positions.get(term) ?? [];
      if (known.length < POSITIONS_PER_TERM) known.push(Math.min(position, LAST_POSITION));
      positions.set(term, known);
    }
    // A phrase does not reach from one word into the next.
    position += 1;
  }
  return [...positions].map(([term, at]) => `'${term}':${[...new Set(at)].join(',')}`).join(' ');
}

/**
 * A tsquery literal: every word of `text` must occur; the end of a word may be cut off where it is no Chinese word.
 * Null: nothing to look for.
 */
export function searchQuery(text: string): string | null {
  const words = wordsOf(text).map(phraseOf);
  return words.length === 0 ? null : words.map((phrase) => `(${phrase})`).join(' & ');
}

function phraseOf(word: readonly string[]): string {
  return word
    .map((run, index) => {
      const ends = index === word.length - 1;
      if (!isHan(run) || charactersOf(run).length === 1) return `${neighbours(pieces(run))}${ends ? ':*' : ' <-> '}`;
      // Behind the last pair stands the last character alone, then the next run.
      return `${neighbours(pairs(run).slice(0, -1))}${ends ? '' : ' <2> '}`;
    })
    .join('');
}

const neighbours = (terms: readonly string[]): string => terms.map((term) => `'${term}'`).join(' <-> ');
