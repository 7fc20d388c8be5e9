import { SERVICES, type ServiceName } from '@sanban/contracts';
import { parseEnvironment, type Environment } from '@sanban/service-kit';
import { z } from 'zod';

const behindTheDoor = SERVICES.filter((name) => name !== 'gateway');
const variableOf = (name: ServiceName): string => `UPSTREAM_${name.toUpperCase()}`;
const address = z.url({ protocol: /^https?$/, error: 'must be the http:// address of the service' });
const addresses = z.object(Object.fromEntries(behindTheDoor.map((name) => [variableOf(name), address])));

/** `UPSTREAM_COORDINATION=http://…`, one for every service. @throws with one line per variable at fault */
export function upstreamsFrom(env: Environment): ReadonlyMap<ServiceName, string> {
  const given = parseEnvironment(addresses, env);
  return new Map(behindTheDoor.map((name): [ServiceName, string] => [name, given[variableOf(name)] ?? '']));
}
