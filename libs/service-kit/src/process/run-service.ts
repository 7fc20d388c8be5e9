import { serviceConfigFrom } from '../config';
import type { ServiceDefinition } from '../definition';
import { createService } from '../service';
import { doorFrom } from './door-config';
import { runProcess } from './run-process';

/** Runs one service as this process, configured by the environment (docs/operations.md, "Distributed mode"). */
export function runService(definition: ServiceDefinition): Promise<void> {
  return runProcess(definition.name, async () => {
    const { port, host } = doorFrom(process.env);
    const service = await createService(definition, serviceConfigFrom(process.env));
    return { address: await service.listen(port, host), close: () => service.close() };
  });
}
