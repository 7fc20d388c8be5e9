import { CommandRunner } from '../command/command-runner';
import { openResources, type Resources } from '../resources';
import { counterService } from './counter-service';

/** The kit's parts on a database of their own, without HTTP. */
export async function openKit(databaseUrl: string): Promise<Resources & { runner: CommandRunner }> {
  const config = { databaseUrl, internalSecret: 'x'.repeat(32), demo: true, logLevel: 'silent' as const };
  const resources = await openResources(counterService, config);
  return { ...resources, runner: new CommandRunner(resources.store, resources.clock, resources.keys) };
}
