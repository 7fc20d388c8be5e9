import { InvalidDate } from '@sanban/working-calendar';
import type { ProblemError } from './problem-error';
import { problems } from './problems';

const all: [string, ProblemError][] = Object.entries({
  ...problems,
  forbidden: () => problems.forbidden('request.assign'),
  notFound: () => problems.notFound('The request'),
  unknownRoute: () => problems.unknownRoute('GET', '/nowhere'),
  methodNotAllowed: () => problems.methodNotAllowed('PUT', '/somewhere', ['GET', 'HEAD']),
  invalid: () => problems.invalid('body', [{ field: 'title', detail: 'is missing', detailZh: '缺少此项' }]),
  invalidHeader: () => problems.invalidHeader('If-Match', 'It is one revision.', '应为一个版本号。'),
  tooDeep: () => problems.tooDeep(100),
  tooLarge: () => problems.tooLarge(100),
  staleRevision: () => problems.staleRevision(3),
  calendar: () => problems.calendar(new InvalidDate('soon')),
  internal: () => problems.internal('trace-1'),
}).map(([name, make]) => [name, make()]);

it.each(all)('%s says in both languages what happened', (_name, { problem }) => {
  const chinese = expect.stringMatching(/[\u4e00-\u9fff]/) as unknown;
  expect(problem).toMatchObject({ titleZh: chinese, detailZh: chinese, detail: expect.any(String) as unknown });
});
