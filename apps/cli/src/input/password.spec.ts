import { PassThrough } from 'node:stream';
import { readPassword } from './password';

/** A terminal, or a pipe; `written` is all that a reader of the screen sees. */
function stdin(isTTY: boolean) {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: (raw: boolean) => modes.push(raw) });
  let written = '';
  const read = () => readPassword(input, (text) => (written += text));
  return { input, modes, read, written: () => written };
}

describe('piped in', () => {
  it.each([
    ['a line', 'secret words\n'],
    ['a line as Windows ends it', 'secret words\r\n'],
    ['no end of line', 'secret words'],
    ['more lines, of which the first counts', 'secret words\nothers\n'],
  ])('%s', async (_, text) => {
    const { input, modes, read, written } = stdin(false);
    input.end(text);
    expect(await read()).toBe('secret words');
    expect({ modes, written: written() }).toEqual({ modes: [], written: '' });
  });

  it('nothing is no password', async () => {
    const { input, read } = stdin(false);
    input.end('\n');
    await expect(read()).rejects.toMatchObject({ code: 'password-missing' });
  });
});

describe('typed at a terminal', () => {
  it('twice, edited, never shown; the terminal is left as it was', async () => {
    const { input, modes, read, written } = stdin(true);
    const password = read();
    for (const keys of ['wrong', '\u0015', 'sec', '密', '\u007f', 'ret\r', 'secret\r']) input.write(keys);
    expect(await password).toBe('secret');
    expect(modes).toEqual([true, false]);
    expect(written()).toBe('密码 password: \n再输一次 again: \n');
  });

  it.each([
    ['another password the second time', 'secret\rother\r', 'passwords-differ'],
    ['Ctrl-C', 'sec\u0003', 'cancelled'],
    ['Ctrl-D', '\u0004', 'cancelled'],
    ['nothing', '\r', 'password-missing'],
  ])('%s is an error, and the terminal is left as it was', async (_, keys, code) => {
    const { input, modes, read } = stdin(true);
    input.write(keys);
    await expect(read()).rejects.toMatchObject({ code });
    expect(modes).toEqual([true, false]);
  });
});
