import { z } from 'zod';
import { incompatibilities } from './compatibility';
import { publishedSchema } from './schemas';

const codes = (before: z.ZodType, now: z.ZodType) =>
  incompatibilities(
    publishedSchema(z.object({ field: before })),
    publishedSchema(z.object({ field: now })),
    'written-and-read',
  ).map(({ path, code }) => `${path} ${code}`);
const instant = z.iso.datetime({ offset: true });

it('is said by its format what every uuid, instant and day must look like', () => {
  for (const schema of [z.uuid(), instant, z.iso.date()]) {
    expect(Object.keys(publishedSchema(schema))).toEqual(['$schema', 'type', 'format']);
  }
});

it.each<[string, z.ZodType, z.ZodType]>([
  ['one version of uuids', z.uuid(), z.uuidv7()],
  ['UTC alone', instant, z.iso.datetime()],
  ['a fixed precision', instant, z.iso.datetime({ offset: true, precision: 3 })],
])('shows that a format is narrowed to %s, and widened from it', (_, wide, narrow) => {
  expect(codes(wide, narrow)).toEqual(['field limit-tightened']);
  expect(codes(narrow, wide)).toEqual(['field limit-loosened']);
});
