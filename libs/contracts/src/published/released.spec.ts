import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { brokenPromises } from './release';
import { eventSchemas } from './schemas';

const folder = join(__dirname, '../../released');
const sets = readdirSync(folder)
  .map(Number)
  .sort((a, b) => a - b);
const schemas = z.record(z.string(), z.record(z.string(), z.unknown()));
const read = (set: number) =>
  schemas.parse(JSON.parse(readFileSync(join(folder, String(set), 'schemas.json'), 'utf8')));

describe('the published language keeps what was released', () => {
  it('sets are numbered from 1 on', () => {
    expect(sets.length).toBeGreaterThan(0);
    expect(sets).toEqual(sets.map((_, index) => index + 1));
  });

  it.each(sets)('set %i: no change since breaks who reads or writes by it', (set) => {
    expect(brokenPromises(read(set))).toEqual([]);
  });

  it('would refuse the loss of an event and a field that is suddenly needed', () => {
    const released = read(1);
    const type = 'sanban.inbound.accepted.v1';
    const { [type]: accepted, ...others } = eventSchemas();
    expect(brokenPromises(released, others)).toMatchObject([{ type, code: 'event-removed' }]);
    const demanding = { ...accepted, required: ['agency', 'caseFile', 'clerk'] };
    expect(brokenPromises(released, { ...others, [type]: demanding })).toMatchObject([
      { type, path: 'clerk', code: 'field-required' },
    ]);
  });
});
