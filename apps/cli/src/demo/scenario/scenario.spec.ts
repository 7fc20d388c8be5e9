import { submitBody, planBody, resolveBody, triageBody } from '@sanban/contracts';
import { loadProgrammes } from '@sanban/programme';
import { PATH_NAMES } from './paths';
import { scenarioOf } from './scenario';

const programme = loadProgrammes().find(({ id }) => id === 'linxiang-2022')!;
const scenarios = Array.from({ length: 200 }, (_, index) => scenarioOf(1, index, programme));

describe('the demo’s scenarios', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(Array.from({ length: 200 }, (_, index) => scenarioOf(1, index, programme))).toEqual(scenarios);
    expect(scenarioOf(2, 50, programme)).not.toEqual(scenarios[50]);
  });

  it('take every path already in a small demo', () => {
    const paths = scenarios.slice(0, PATH_NAMES.length).map(({ path }) => path);
    expect(new Set(paths)).toEqual(new Set(PATH_NAMES));
  });

  it('cover all 13 actions of 临翔区', () => {
    expect(new Set(scenarios.slice(0, 13).map(({ action }) => action)).size).toBe(13);
  });

  it('never go back in time and begin with submission, triage and assignment on one day', () => {
    for (const { steps } of scenarios) {
      expect(steps.slice(0, 3).map(({ deed }) => deed.kind)).toEqual(['submit', 'triage', 'assign']);
      const days = steps.map(({ day }) => day);
      expect(days).toEqual(days.toSorted((a, b) => a - b));
      expect(days[2]).toBe(days[0]);
    }
  });

  it('name agencies of the programme, each once in an assignment', () => {
    for (const { casting } of scenarios) {
      const all = [casting.lead, casting.other, ...casting.cooperating];
      expect(new Set(all).size).toBe(all.length);
      for (const agency of all) expect(programme.agency(agency)?.service).not.toBe('coordination');
      for (const agency of all) expect(programme.agency(agency)).toBeDefined();
    }
  });

  it('send bodies that the public schemas accept', () => {
    for (const { deed } of scenarios.flatMap(({ steps }) => steps)) {
      if (deed.kind === 'submit') submitBody.parse({ title: deed.title, text: deed.text });
      if (deed.kind === 'triage') triageBody.parse(deed.body);
      if (deed.kind === 'resolve') resolveBody.parse(deed.body);
      if (deed.kind === 'plan') {
        planBody.parse({ steps: deed.steps.map(({ description }) => ({ description, dueOn: '2022-09-02' })) });
      }
    }
  });

  it('speak Chinese made from the measures', () => {
    for (const { steps } of scenarios) {
      const [{ deed }] = [steps[0]!];
      if (deed.kind !== 'submit') throw new Error('not a submission');
      expect(programme.measures.some(({ name }) => deed.title.includes(name.zh))).toBe(true);
      expect(deed.text).toMatch(/^我公司从事.+方案提出“.+”，.+。$/u);
    }
  });
});
