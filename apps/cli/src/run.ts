import { CommanderError } from 'commander';
import { asFailure } from './output/as-failure';
import { EXIT, failureAsJson, failureText, type Failure } from './output/failure';
import { usageFailure } from './output/usage-failure';
import { program } from './program';

/** Runs one command line (without node and script); answers the exit code. Errors of its user print no stack. */
export async function run(args: readonly string[]): Promise<number> {
  const asJson = args.includes('--json');
  try {
    await program().parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? EXIT.ok);
  } catch (error) {
    // Help ends this way, too, and is no error.
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
    const wrongCall = error instanceof CommanderError;
    tell(wrongCall ? usageFailure(error) : asFailure(error), asJson);
    return wrongCall ? EXIT.usage : EXIT.refused;
  }
}

const tell = (failure: Failure, asJson: boolean): void => {
  process.stderr.write(`${asJson ? JSON.stringify(failureAsJson(failure)) : failureText(failure)}\n`);
};
