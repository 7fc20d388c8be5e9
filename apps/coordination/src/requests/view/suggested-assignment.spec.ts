import { loadProgrammes, type LoadedProgramme, type ResponsibilityEntry } from '@sanban/programme';
import { suggestedAssignment } from './suggested-assignment';

const linxiang = loadProgrammes().find(({ id }) => id === 'linxiang-2022')!;
const [FIRST, SECOND, THIRD] = ['finance-benefit/01', 'finance-benefit/02', 'finance-benefit/03'] as const;

/** Documents of other places print a bracket for each measure (《纾困若干措施》); here, so do these of Linxiang. */
const withBrackets = (brackets: Readonly<Record<string, Partial<ResponsibilityEntry>>>): LoadedProgramme => ({
  ...linxiang,
  measure: (id) => {
    const measure = linxiang.measure(id);
    const none = { leads: [], lead: null, cooperating: [], responsible: [] };
    return measure && { ...measure, responsibility: { ...measure.responsibility, ...none, ...brackets[id] } };
  },
});
const programme = withBrackets({
  [FIRST]: { lead: 'agriculture', leads: ['agriculture'], cooperating: ['finance', 'commerce'] },
  [SECOND]: { lead: 'commerce', leads: ['commerce'], cooperating: ['tax', 'finance'] },
  [THIRD]: { responsible: ['industry', 'agriculture'] },
});

const suggested = (measures: string[]) =>
  suggestedAssignment(
    { triage: { kind: 'general', action: 'finance-benefit', measures, policyBasis: 'supported', note: null } },
    programme,
  );

it('lets the first measure’s lead lead, and all others of any measure cooperate, each once', () => {
  expect(suggested([FIRST, SECOND])).toEqual({ leads: ['agriculture'], cooperating: ['finance', 'commerce', 'tax'] });
  expect(suggested([SECOND, FIRST])).toEqual({ leads: ['commerce'], cooperating: ['tax', 'finance', 'agriculture'] });
});

it('takes the lead of a later measure where the first prints none', () => {
  expect(suggested([THIRD, SECOND])).toEqual({
    leads: ['commerce'],
    cooperating: ['industry', 'agriculture', 'tax', 'finance'],
  });
  expect(suggested([THIRD])).toEqual({ leads: [], cooperating: ['industry', 'agriculture'] });
});

it('takes the action’s bracket without a measure, and says nothing before triage', () => {
  expect(suggested([])?.leads).toEqual(linxiang.action('finance-benefit')?.leads);
  expect(suggestedAssignment({ triage: null }, programme)).toBeNull();
});
