const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};

/** The known word nearest to what was written, if it is near enough to be a slip of the pen. */
export const suggest = (written: string, known: Iterable<string>): string | undefined => {
  let best: { word: string; away: number } | undefined;
  for (const word of known) {
    const away = distance(written.toLowerCase(), word.toLowerCase());
    if (best === undefined || away < best.away) best = { word, away };
  }
  const tolerance = Math.max(1, Math.floor(written.length / 3));
  return best !== undefined && best.away <= tolerance ? best.word : undefined;
};

/** `did you mean` in both languages; empty where nothing is near. */
export const hint = (written: string, known: Iterable<string>): { zh: string; en: string } => {
  const word = suggest(written, known);
  return word === undefined ? { zh: '', en: '' } : { zh: `是否应为“${word}”？`, en: ` Did you mean "${word}"?` };
};
