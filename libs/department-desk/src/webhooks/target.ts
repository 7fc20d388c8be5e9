import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isPublic } from './public-address';

/** Where a request goes: the name was looked up once, the connection is made to this very address. */
export interface Target {
  url: URL;
  address: string;
  family: 4 | 6;
}

/** The address is not one that we call. */
export class TargetRefused extends Error {}

export type Lookup = (host: string) => Promise<readonly { address: string; family: number }[]>;
const lookUp: Lookup = (host) => lookup(host, { all: true });

/** What can be said before the name is looked up. @throws TargetRefused */
export function checkUrl(address: string, allowPrivate: boolean): URL {
  const url = new URL(address);
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) {
    throw new TargetRefused('only https:// is called');
  }
  if (url.username !== '' || url.password !== '') throw new TargetRefused('the address must not hold a password');
  const host = hostOf(url);
  if (!allowPrivate && isIP(host) !== 0 && !isPublic(host)) throw notPublic();
  return url;
}

/** @throws TargetRefused where any of the name's addresses is not public, or the name has none */
export async function resolveTarget(
  address: string,
  { allowPrivate, find = lookUp }: { allowPrivate: boolean; find?: Lookup },
): Promise<Target> {
  const url = checkUrl(address, allowPrivate);
  const host = hostOf(url);
  const literal = isIP(host);
  const found = literal === 0 ? await find(host) : [{ address: host, family: literal }];
  const [first] = found;
  if (first === undefined) throw new TargetRefused('the name has no address');
  if (!allowPrivate && !found.every((one) => isPublic(one.address))) throw notPublic();
  return { url, address: first.address, family: first.family === 6 ? 6 : 4 };
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');
const notPublic = () => new TargetRefused('it leads to a private address');
