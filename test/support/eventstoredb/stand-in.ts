import type { Account } from './access';
import { Log } from './log';
import { CA_FILE, Node, type NodeOptions } from './node';

export interface StandIn {
  node: Node;
  log: Log;
  /** Connection string, with credentials where it has accounts. */
  url: string;
  close(): Promise<void>;
}

export const ADMIN: Account = { password: 'changeit', groups: ['$admins'] };

/** One node on a free port. */
export async function startStandIn(options: Omit<NodeOptions, 'log' | 'members'> = {}): Promise<StandIn> {
  const log = new Log();
  const node = new Node({ ...options, log });
  await node.start();
  return { node, log, url: urlOf(node, options.accounts), close: () => node.kill() };
}

/** For one node or, separated by commas, for all of a cluster. */
export function urlOf(nodes: Node | readonly Node[], accounts?: Readonly<Record<string, Account>>): string {
  const hosts = [nodes].flat().map(({ host, port }) => `${host}:${port}`);
  const [first] = Object.entries(accounts ?? {});
  const credentials = first === undefined ? '' : `${first[0]}:${first[1].password}@`;
  const tls = first === undefined ? 'tls=false' : `tls=true&tlsCAFile=${encodeURIComponent(CA_FILE)}`;
  const leader = hosts.length > 1 ? '&nodePreference=leader' : '';
  return `esdb://${credentials}${hosts.join(',')}?${tls}${leader}`;
}
