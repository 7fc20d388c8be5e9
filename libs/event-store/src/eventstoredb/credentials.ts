import { readFileSync } from 'node:fs';
import type { Credentials } from './address';
import { describe, StoreMisconfigured } from './failures';

/**
 * From a file of lines `user:password`, or `service user:password` for one service alone, which goes before a line for all.
 * @throws StoreMisconfigured when the file cannot be read or has no line for the service; its content is in no message
 */
export function readCredentials(file: string, service: string | undefined): Credentials {
  const lines = textOf(file)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const own = lines.find((line) => service !== undefined && line.startsWith(`${service} `));
  const line = own?.slice((service ?? '').length).trim() ?? lines.find((each) => !each.includes(' '));
  const colon = line?.indexOf(':') ?? -1;
  if (line === undefined || colon < 1) {
    throw new StoreMisconfigured(
      `${file} has no line “user:password”${service === undefined ? '' : ` for ${service}`}`,
    );
  }
  return { username: line.slice(0, colon), password: line.slice(colon + 1) };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StoreMisconfigured(`the accounts of the event store cannot be read: ${describe(error)}`, {
      cause: error,
    });
  }
}
