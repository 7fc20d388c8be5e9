/** Letters, digits and Han characters as people type them: full-width and upper-case forms are the same word. */
const normalised = (text: string): string => text.normalize('NFKC').toLowerCase();

/** What stands together without a blank or a mark in between, each as its runs of one script: `企业2` is 企业 and 2. */
const wordsOf = (text: string): string[][] =>
  (normalised(text).match(/[\p{L}\p{N}]+/gu) ?? []).map(
    (word) => word.match(/\p{Script=Han}+|\P{Script=Han}+/gu) ?? [],
  );
const isHan = (run: string): boolean => /^\p{Script=Han}/u.test(run);

// Limits of PostgreSQL's tsvector.
const LAST_POSITION = 16_383;
const POSITIONS_PER_TERM = 255;

/** Whole ones, also those beyond the basic plane. */
const charactersOf = (run: string): string[] => Array.from(run);

/** Every two neighbouring characters, and the last one alone. */
function pairs(run: string): string[] {
  const characters = charactersOf(run);
  return characters.map((character, index) => character + (characters[index + 1] ?? ''));
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
    for (const term of word.flatMap((run) => (isHan(run) ? pairs(run) : [run]))) {
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
  const last = word.length - 1;
  return word
    .map((run, index) => {
      const cut = index === last ? ':*' : '';
      if (!isHan(run) || charactersOf(run).length === 1) return `'${run}'${cut}${index === last ? '' : ' <-> '}`;
      // Behind the last pair stands the last character alone, then the next run.
      const terms = pairs(run).slice(0, -1);
      return `${terms.map((pair) => `'${pair}'`).join(' <-> ')}${index === last ? '' : ' <2> '}`;
    })
    .join('');
}
