import { describeError } from './describe-error';

const reasonOf = (error: unknown) => describeError(error).reason;

it('leaves out whatever repeats somebody’s input', () => {
  let broken: unknown;
  try {
    JSON.parse('张三 13812345678');
  } catch (error) {
    broken = error;
  }
  for (const error of [
    broken,
    new Error('invalid input syntax for type integer: "张三 13812345678"'),
    new Error('Key (name)=(张三) already exists, 13812345678'.replace(', 13812345678', '')),
    new Error('value “张三” is not good'),
    new Error("column '13812345678 is cut off"),
  ]) {
    expect(reasonOf(error)).not.toMatch(/张三|13812345678/);
  }
});

it('keeps what helps: the kind, the code and where', () => {
  const error = Object.assign(new TypeError('it broke'), { code: '22P02', detail: '张三' });
  const described = describeError(error);
  expect(described).toMatchObject({ error: 'TypeError', code: '22P02', reason: 'it broke' });
  expect(described.at[0]).toContain('describe-error.spec');
  expect(JSON.stringify(described)).not.toContain('张三');
});

it('takes no key that every line has: the later of two would hide the other', () => {
  for (const key of ['time', 'level', 'service', 'message'])
    expect(describeError(new Error('it broke'))).not.toHaveProperty(key);
});

it('says nothing of what is no error', () => {
  expect(describeError({ name: '张三' })).toEqual({ error: 'object', reason: '', at: [] });
});
