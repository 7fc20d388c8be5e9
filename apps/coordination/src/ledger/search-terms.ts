/** Letters, digits and Han characters as people type them: full-width and upper-case forms are the same word. */
const normalised = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Runs of one script: Han characters, or letters and digits. Everything else separates. */
const runsOf = (text: string): string[] =>
  normalised(text).match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? [];
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
  for (const run of texts.flatMap(runsOf)) {
    for (const term of isHan(run) ? pairs(run) : [run]) {
      position += 1;
      const known = positions.get(term) ?? [];
      if (known.length < POSITIONS_PER_TERM) known.push(Math.min(position, LAST_POSITION));
      positions.set(term, known);
    }
    // A phrase does not reach from one run into the next.
    position += 1;
  }
  return [...positions].map(([term, at]) => `'${term}':${[...new Set(at)].join(',')}`).join(' ');
}

/** A tsquery literal: every run of `text` must occur; of letters and digits, the beginning of a word is enough. Null: nothing to look for. */
export function searchQuery(text: string): string | null {
  const phrases = runsOf(text).map((run) => {
    if (!isHan(run) || charactersOf(run).length === 1) return `'${run}':*`;
    return pairs(run)
      .slice(0, -1)
      .map((pair) => `'${pair}'`)
      .join(' <-> ');
  });
  return phrases.length === 0 ? null : phrases.map((phrase) => `(${phrase})`).join(' & ');
}
