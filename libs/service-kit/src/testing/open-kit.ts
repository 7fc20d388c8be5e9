import { CommandRunner } from '../command/command-runner';
import { Once } from '../command/once';
import { openResources, type Resources } from '../resources';
import { counterService } from './counter-service';

/** The kit's parts on a database of their own, without HTTP. */
export async function openKit(databaseUrl: string): Promise<Resources & { runner: CommandRunner; once: Once }> {
  const config = { databaseUrl, internalSecret: 'x'.repeat(32), demo: true, logLevel: 'silent' as const };
  const resources = await openResources(counterService, config);
  const { store, clock, keys, dataSource } = resources;
  return { ...resources, runner: new CommandRunner(store, clock, keys), once: new Once(dataSource, keys) };
}
