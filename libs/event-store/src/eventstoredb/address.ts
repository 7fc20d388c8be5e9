import { StoreMisconfigured } from './failures';

/** An address taken apart: what the client is told, and what is told to people. */
export interface Address {
  /** For the client, without credentials: they go with each call. */
  connectionString: string;
  credentials: Credentials | undefined;
  /** `host:port`, several separated by commas. Nothing secret. */
  hosts: string;
  tls: boolean;
}

export interface Credentials {
  username: string;
  password: string;
}

const ADDRESS = /^(?:esdb|kurrentdb|kurrent|kdb)(\+discover)?:\/\/(?:([^:@/]+):([^@/]*)@)?([^/?]+)\/?(?:\?(.*))?$/;

/** What the client understands. `throwOnAppendFailure` is not among them: this adapter needs the errors. */
const PARAMETERS = [
  'tls',
  'tlsCAFile',
  'nodePreference',
  'connectionName',
  'defaultDeadline',
  'discoveryInterval',
  'gossipTimeout',
  'keepAliveInterval',
  'keepAliveTimeout',
  'maxDiscoverAttempts',
];

/** @throws StoreMisconfigured with what is wrong, without the credentials */
export function parseAddress(text: string, caFile?: string): Address {
  const [matched, discover = '', user, password = '', hosts, query = ''] = ADDRESS.exec(text.trim()) ?? [];
  if (matched === undefined || hosts === undefined) {
    throw new StoreMisconfigured(
      'the address of the event store must be esdb://[user:password@]host:port[,host:port…][?tls=…]',
    );
  }
  const parameters = new Map(query.split('&').filter(Boolean).map(parameter));
  if (caFile !== undefined) parameters.set('tlsCAFile', caFile);
  if (hosts.includes(',') && !parameters.has('nodePreference')) parameters.set('nodePreference', 'leader');
  const tls = parameters.get('tls') !== 'false';
  if (!tls) parameters.delete('tlsCAFile');
  const rest = [...parameters].map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
  return {
    connectionString: `esdb${discover}://${hosts}${rest === '' ? '' : `?${rest}`}`,
    credentials:
      user === undefined ? undefined : { username: decodeURIComponent(user), password: decodeURIComponent(password) },
    hosts,
    tls,
  };
}

function parameter(pair: string): [string, string] {
  const [key = '', value = ''] = pair.split('=');
  const known = PARAMETERS.find((name) => name.toLowerCase() === key.toLowerCase());
  if (known === undefined) {
    throw new StoreMisconfigured(
      `the address of the event store has the parameter ${key}; possible are ${PARAMETERS.join(', ')}`,
    );
  }
  return [known, decodeURIComponent(value)];
}
