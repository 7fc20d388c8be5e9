import { problemSchema, type Problem } from '@sanban/contracts';
import { Agent, request, type Dispatcher } from 'undici';
import type { z } from 'zod';

/** The platform refused: its problem+json. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.detail ?? problem.title}`);
    this.name = 'Refused';
  }
}

/** Nobody listens, or the connection broke before an answer came: whether a command took effect is not known. */
export class Unreachable extends Error {
  constructor(
    readonly url: string,
    cause: unknown,
  ) {
    super(`${url}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'Unreachable';
  }
}

/** Something answers, but not as the platform does: another server, a proxy before it, an address that has moved, another version. */
export class NotThePlatform extends Error {
  constructor(
    readonly url: string,
    readonly status: number,
    /** Where a redirection points. */
    readonly location: string | undefined,
  ) {
    super(`${url}: HTTP ${status}${location === undefined ? '' : ` → ${location}`}`);
    this.name = 'NotThePlatform';
  }
}

export interface Answer<T> {
  status: number;
  body: T;
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

interface Call {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  query?: Query;
  body?: unknown;
  key?: string;
}

/**
 * The public HTTP API as one user sees it. Every answer is parsed; what is not an answer is {@link Refused},
 * {@link Unreachable} or {@link NotThePlatform}.
 */
export class Api {
  constructor(
    /** Without a trailing slash, e.g. `http://127.0.0.1:8080`. */
    readonly url: string,
    private readonly token: string | null,
    private readonly dispatcher: Dispatcher = new Agent({ connections: 16 }),
  ) {}

  as(token: string): Api {
    return new Api(this.url, token, this.dispatcher);
  }

  async get<T>(path: string, schema: z.ZodType<T>, query: Query = {}): Promise<T> {
    return (await this.call({ method: 'GET', path, query }, schema)).body;
  }

  /** @param key Idempotency-Key: the same key and body again have one effect. */
  async post<T>(path: string, body: unknown, schema: z.ZodType<T>, key?: string): Promise<Answer<T>> {
    return await this.call({ method: 'POST', path, body, ...(key === undefined ? {} : { key }) }, schema);
  }

  async put<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
    return (await this.call({ method: 'PUT', path, body }, schema)).body;
  }

  close(): Promise<void> {
    return this.dispatcher.close();
  }

  private async call<T>({ method, path, query = {}, body, key }: Call, schema: z.ZodType<T>): Promise<Answer<T>> {
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([name, value]): [string, string][] =>
        value === undefined ? [] : [[name, String(value)]],
      ),
    ).toString();
    const { status, location, text } = await this.send(
      `${this.url}/api/v1${path}${search === '' ? '' : `?${search}`}`,
      {
        method,
        headers: {
          accept: 'application/json',
          ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
    );
    const json = parseJson(text);
    if (status >= 300) {
      const problem = problemSchema.safeParse(json);
      throw problem.success ? new Refused(problem.data) : new NotThePlatform(this.url, status, location);
    }
    const parsed = schema.safeParse(json);
    if (!parsed.success) throw new NotThePlatform(this.url, status, location);
    return { status, body: parsed.data };
  }

  private async send(url: string, options: { method: Call['method']; headers: Record<string, string>; body?: string }) {
    try {
      const { statusCode, headers, body } = await request(url, { ...options, dispatcher: this.dispatcher });
      const location = typeof headers.location === 'string' ? headers.location : undefined;
      return { status: statusCode, location, text: await body.text() };
    } catch (error) {
      throw new Unreachable(this.url, error);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
