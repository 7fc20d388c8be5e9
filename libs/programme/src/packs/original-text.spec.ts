import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProgrammes } from '../loading/load';
import type { ResponsibilityEntry } from '../programme/entries';
import type { LoadedProgramme } from '../programme/loaded-programme';

/** The documents themselves are not in this repository: the owner keeps them beside the checkout. */
const SEEDS = process.env['SANBAN_SEEDS'] ?? join(__dirname, '../../../../../shared/seeds');
const SEED_OF: Readonly<Record<string, string>> = { 'linxiang-2022': '002_', 'yunnan-2022': '001_' };
/** At least so much of each clause, its heading and bracket aside, must stand in measures or provisions. */
const FLOOR = 0.99;

const textOf = (id: string): string | undefined => {
  const file = existsSync(SEEDS) ? readdirSync(SEEDS).find((name) => name.startsWith(SEED_OF[id] ?? id)) : undefined;
  return file === undefined ? undefined : readFileSync(join(SEEDS, file), 'utf8').replace(/\s+/g, '');
};

/** Each clause's text after its heading, up to the next heading. */
const clauseTexts = (programme: LoadedProgramme, text: string): Map<string, string> => {
  let from = 0;
  const places = programme.clauses.map(({ id, ordinal, heading }) => {
    const at = text.indexOf(ordinal + heading, from);
    if (at < 0) throw new Error(`${programme.id}: heading ${ordinal}${heading} not found in order`);
    from = at + ordinal.length + heading.length;
    return { id, at, from };
  });
  return new Map(places.map(({ id, from: start }, index) => [id, text.slice(start, places[index + 1]?.at)]));
};

/** What stands in brackets of responsibility, split as printed. */
const printedNames = (bracket: string): { leads: string[]; others: string[] } => {
  const whole = bracket.replaceAll('各州、市人民政府', '各州市人民政府');
  const [before = '', after] = whole.split('牵头');
  const names = (part: string): string[] =>
    part
      .replace(/(按照职责分工负责|具体负责|负责|等部门配合|等单位|配合)/g, '')
      .split(/[、；，]|等(?=区民营经济)/)
      .filter((name) => name !== '')
      .map((name) => name.replace('各州市人民政府', '各州、市人民政府'));
  return after === undefined ? { leads: [], others: names(before) } : { leads: names(before), others: names(after) };
};

function compare(programme: LoadedProgramme, text: string): void {
  const clauses = clauseTexts(programme, text);
  const promises = [...programme.measures, ...programme.provisions];
  const holders = [...programme.actions, ...programme.mechanisms];

  it('quotes every measure and provision word for word, in order, under its clause', () => {
    for (const [clause, body] of clauses) {
      let from = 0;
      for (const { id, text: quoted } of promises.filter((promise) => promise.clause === clause)) {
        const at = body.indexOf(quoted, from);
        expect({ id, found: at >= 0 }).toEqual({ id, found: true });
        from = at + quoted.length;
      }
    }
  });

  it('prints each bracket of responsibility as the document does', () => {
    for (const { id, clause, printed } of holders.filter((holder) => holder.printed !== null)) {
      const body = clauses.get(clause) ?? '';
      const bracketed = [`（${printed ?? ''}）`, `(${printed ?? ''})`].some((bracket) => body.includes(bracket));
      expect({ id, bracketed }).toEqual({ id, bracketed: true });
    }
  });

  it.each(holders.flatMap((holder) => (holder.printed === null ? [] : [[holder.id, holder] as const])))(
    'reads the bracket of %s as it is printed',
    (__, holder: ResponsibilityEntry) => {
      const { leads, others } = printedNames(holder.printed ?? '');
      const groups = new Map(programme.groups.flatMap((group) => group.printed.map((name) => [name, group.id])));
      const known = (name: string): string => programme.agency(name)?.id ?? groups.get(name) ?? `unknown: ${name}`;
      expect(leads.map(known)).toEqual([...holder.leads]);
      const read = [...holder.cooperating, ...holder.responsible, ...holder.groups];
      expect([...new Set(others.map(known))].sort()).toEqual([...read].sort());
      expect(others.length - new Set(others).size).toBe(holder.duplicates.length);
    },
  );

  it.each([...clauses].filter(([id]) => promises.some(({ clause }) => clause === id)))(
    'leaves nothing of clause %s out',
    (id, body) => {
      const holder = holders.find(({ clause }) => clause === id);
      const bracket = holder?.printed === null || holder === undefined ? 0 : holder.printed.length + 2;
      const full = body.replace(/^。/, '').length - bracket;
      const quoted = promises
        .filter(({ clause }) => clause === id)
        .reduce((sum, promise) => sum + promise.text.length, 0);
      expect(quoted / full).toBeGreaterThanOrEqual(FLOOR);
      expect(quoted / full).toBeLessThanOrEqual(1);
    },
  );

  it('quotes no name and no doubtful words that are not printed', () => {
    const quoted = [
      ...programme.groups.flatMap(({ printed }) => printed),
      ...programme.agencies.map(({ name }) => name.zh),
      ...programme.ambiguities.map(({ printed }) => printed),
      programme.office.name.zh,
    ];
    expect(quoted.filter((words) => !text.includes(words))).toEqual([]);
  });

  it('has promises under every clause that says something', () => {
    const silent = [...clauses].filter(([id, body]) => body !== '' && promises.every(({ clause }) => clause !== id));
    expect(silent.map(([id]) => id)).toEqual(programme.id === 'linxiang-2022' ? ['抄送'] : []);
  });
}

for (const programme of loadProgrammes()) {
  const text = textOf(programme.id);
  if (text === undefined) {
    // Said in the report of the run: nothing was compared.
    it.skip(`LEFT OUT: ${programme.id}, because its document is not in ${SEEDS}`, () => undefined);
  } else {
    describe(programme.id, () => compare(programme, text));
  }
}
