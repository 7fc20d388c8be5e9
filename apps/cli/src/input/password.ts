import type { Readable } from 'node:stream';
import { Failure } from '../output/failure';

/** Standard input: a terminal, or whatever is piped in. */
export interface Input extends Readable {
  isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
}

const KEY = { cancel: '\u0003', end: '\u0004', erase: ['\b', '\u007f'], clear: '\u0015', enter: ['\r', '\n'] };

/**
 * A new password. At a terminal it is asked for twice and not shown; otherwise it is the first line that is piped in.
 * @throws Failure `passwords-differ`, `password-missing`, `cancelled`
 */
export async function readPassword(input: Input, prompt: (text: string) => void): Promise<string> {
  input.setEncoding('utf8');
  if (input.isTTY !== true) return given(await firstLine(input));
  input.setRawMode?.(true);
  const typed = typedLines(input);
  try {
    prompt('密码 password: ');
    const first = given((await typed.next()).value);
    prompt('\n再输一次 again: ');
    const second = (await typed.next()).value;
    prompt('\n');
    if (first !== second) throw differ();
    return first;
  } finally {
    input.setRawMode?.(false);
    await typed.return(undefined);
  }
}

async function firstLine(input: Input): Promise<string> {
  let text = '';
  for await (const chunk of input) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return /^[^\r\n]*/.exec(text)?.[0] ?? '';
}

/** Raw mode gives every key to us: nothing is echoed, nothing is edited by the terminal. */
async function* typedLines(input: Input): AsyncGenerator<string, undefined, undefined> {
  let line: string[] = [];
  for await (const chunk of input) {
    for (const key of String(chunk)) {
      if (key === KEY.cancel || key === KEY.end) throw cancelled();
      if (KEY.enter.includes(key)) {
        yield line.join('');
        line = [];
      } else if (KEY.erase.includes(key)) line.pop();
      else if (key === KEY.clear) line = [];
      else line.push(key);
    }
  }
  return undefined;
}

function given(password: string | undefined): string {
  if (password !== undefined && password !== '') return password;
  throw new Failure(
    'password-missing',
    '没有读到密码：请在终端输入，或从标准输入传入一行。',
    'No password was read: type it at the terminal, or pipe it in as one line.',
  );
}

const differ = () => new Failure('passwords-differ', '两次输入的密码不一致。', 'The two passwords differ.');
const cancelled = () => new Failure('cancelled', '已取消，未作任何更改。', 'Cancelled; nothing was done.');
