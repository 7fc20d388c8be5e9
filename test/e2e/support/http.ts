import { setTimeout as pause } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';

export interface Answer {
  status: number;
  type: string | null;
  etag: string | null;
  /** Parsed JSON; null where the answer is none. */
  body: Record<string, unknown>;
}

export interface Call {
  body?: unknown;
  /** As it goes out, where it is not JSON of `body`. */
  raw?: string;
  headers?: Record<string, string>;
}

/** One account, over plain HTTP. */
export class User {
  private constructor(
    readonly name: string,
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async signIn(url: string, name: string): Promise<User> {
    const answer = await send(`${url}/api/v1/tokens`, 'POST', {
      body: { username: name, password: 'sanban-demo' },
    });
    const { token } = answer.body;
    if (typeof token !== 'string') throw new Error(`${name} cannot sign in: ${JSON.stringify(answer)}`);
    return new User(name, url, token);
  }

  get(path: string): Promise<Answer> {
    return this.call('GET', path, {});
  }

  post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return this.call('POST', path, { body, headers });
  }

  call(method: string, path: string, { headers = {}, ...rest }: Call): Promise<Answer> {
    return send(`${this.url}/api/v1${path}`, method, {
      ...rest,
      headers: { authorization: `Bearer ${this.token}`, ...headers },
    });
  }

  /** A command that must succeed. */
  async does(path: string, body: unknown = {}): Promise<Answer> {
    const answer = await this.post(path, body, { 'idempotency-key': randomUUID() });
    if (answer.status >= 300) throw new Error(`${this.name} POST ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** The answer to a query as soon as it is as wanted; effects travel between services. */
  async sees(path: string, wanted: (body: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
    let last: Answer | undefined;
    const until = Date.now() + 15_000;
    while (Date.now() < until) {
      last = await this.get(path);
      if (last.status === 200 && wanted(last.body)) return last.body;
      await pause(20);
    }
    throw new Error(`${this.name} GET ${path} never became as wanted: ${JSON.stringify(last)}`);
  }
}

export async function send(url: string, method: string, { body, raw, headers = {} }: Call): Promise<Answer> {
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(url, {
    method,
    headers: { ...(content === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(content === undefined ? {} : { body: content }),
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    etag: response.headers.get('etag'),
    body: parsed(text),
  };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
