import type { Metadata } from '@grpc/grpc-js';
import { z } from 'zod';
import { system, type Log, type Proposed } from './log';

export interface Account {
  password: string;
  groups: readonly string[];
}

export type Right = 'read' | 'write' | 'delete';

const roles = z.union([z.string().transform((role) => [role]), z.array(z.string())]).optional();
const metadata = z.object({
  $acl: z.object({ $r: roles, $w: roles, $d: roles, $mr: roles, $mw: roles }).optional(),
});
type Acl = NonNullable<z.infer<typeof metadata>['$acl']>;

const OF_EVENTS = { read: '$r', write: '$w', delete: '$d' } as const;
/** Nobody deletes metadata, whatever its stream says. */
const OF_METADATA = { read: '$mr', write: '$mw', delete: undefined } as const;

/** The metadata of a stream that says so. */
export const rights = ($acl: Acl): Proposed => system('$metadata', { $acl });

/** Who may do what. Without accounts the server is an insecure one: everybody may do everything. */
export class Access {
  constructor(
    private readonly log: Log,
    private readonly accounts: Readonly<Record<string, Account>> | undefined,
  ) {}

  allows(call: Metadata, right: Right, stream: string): boolean {
    if (this.accounts === undefined) return true;
    const isMetadata = stream.startsWith('$$');
    const entry = isMetadata ? OF_METADATA[right] : OF_EVENTS[right];
    const caller = this.caller(call);
    if (caller === undefined || entry === undefined) return false;
    if (caller.includes('$admins')) return true;
    const about = isMetadata ? stream.slice(2) : stream;
    const granted = this.aclOf(about)?.[entry];
    return granted === undefined ? !about.startsWith('$') : granted.some((role) => caller.includes(role));
  }

  /** The name and groups of the caller; undefined for one that is not known. */
  private caller(call: Metadata): string[] | undefined {
    const [header] = call.get('authorization');
    const [, encoded] = /^Basic (.+)$/.exec(String(header ?? '')) ?? [];
    const [name = '', password] = Buffer.from(encoded ?? '', 'base64')
      .toString('utf8')
      .split(':');
    const account = this.accounts?.[name];
    return account !== undefined && account.password === password ? [name, '$all', ...account.groups] : undefined;
  }

  /** What the metadata of a stream says of both, its events and itself; $all has one, too. */
  private aclOf(stream: string): Acl | undefined {
    const last = this.log.read(`$$${stream}`)?.at(-1);
    return last && metadata.parse(JSON.parse(Buffer.from(last.data).toString('utf8'))).$acl;
  }
}
