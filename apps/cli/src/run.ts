import { CommanderError } from 'commander';
import { EXIT, Failure, failureAsJson, problemText } from './output/failure';
import { asFailure } from './output/as-failure';
import { program } from './program';

/** Runs one command line (without node and script); answers the exit code. Errors of its user print no stack. */
export async function run(args: readonly string[]): Promise<number> {
  const asJson = args.includes('--json');
  try {
    await program(asJson).parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? EXIT.ok);
  } catch (error) {
    if (error instanceof CommanderError) return usage(error, asJson);
    const failure = asFailure(error);
    const text = failure.problem === undefined ? `${failure.zh}\n${failure.en}` : problemText(failure.problem);
    process.stderr.write(asJson ? `${JSON.stringify(failureAsJson(failure))}\n` : `${text}\n`);
    return EXIT.refused;
  }
}

/** Commander has said it to people already; help ends this way, too, and is no error. */
function usage({ exitCode, message }: CommanderError, asJson: boolean): number {
  if (exitCode === 0) return EXIT.ok;
  const failure = new Failure('usage', `用法错误：${message}`, message);
  if (asJson) process.stderr.write(`${JSON.stringify(failureAsJson(failure))}\n`);
  return EXIT.usage;
}
