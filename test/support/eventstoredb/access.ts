import type { Metadata } from '@grpc/grpc-js';
import { z } from 'zod';
import type { Log } from './log';

export interface Account {
  password: string;
  groups: readonly string[];
}

export type Right = 'read' | 'write' | 'delete';

const roles = z.union([z.string().transform((role) => [role]), z.array(z.string())]).optional();
const metadata = z.object({ $acl: z.object({ $r: roles, $w: roles, $d: roles }).optional() });

/** Who may do what. Without accounts the server is an insecure one: everybody may do everything. */
export class Access {
  constructor(
    private readonly log: Log,
    private readonly accounts: Readonly<Record<string, Account>> | undefined,
  ) {}

  allows(call: Metadata, right: Right, stream: string): boolean {
    if (this.accounts === undefined) return true;
    const caller = this.caller(call);
    if (caller === undefined) return false;
    if (caller.includes('$admins')) return true;
    const granted = this.rolesOf(stream, right);
    return granted === undefined ? !stream.startsWith('$') : granted.some((role) => caller.includes(role));
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

  private rolesOf(stream: string, right: Right): string[] | undefined {
    // Who may read a stream may read its metadata unless these say more; enough for what is tested here.
    const name = stream.startsWith('$$') ? stream : `$$${stream}`;
    // $all is for administrators unless its own metadata opens it.
    const events = this.log.read(name);
    const last = events?.[events.length - 1];
    if (last === undefined) return stream.startsWith('$$') ? ['$all'] : undefined;
    const { $acl } = metadata.parse(JSON.parse(Buffer.from(last.data).toString('utf8')));
    return { read: $acl?.$r, write: $acl?.$w, delete: $acl?.$d }[right];
  }
}
