import { problemSchema, PROBLEM_BASE, type Problem } from '@sanban/contracts';
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

/** The public HTTP API as one user sees it. Every answer is parsed; what is not an answer is {@link Refused} or {@link Unreachable}. */
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
    const { status, text } = await this.send(`${this.url}/api/v1${path}${search === '' ? '' : `?${search}`}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const parsed = parseJson(text);
    if (status >= 400) throw new Refused(asProblem(status, parsed));
    return { status, body: schema.parse(parsed) };
  }

  private async send(url: string, options: { method: Call['method']; headers: Record<string, string>; body?: string }) {
    try {
      const { statusCode, body } = await request(url, { ...options, dispatcher: this.dispatcher });
      return { status: statusCode, text: await body.text() };
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

/** Whatever stands between us and the platform may answer without a problem+json. */
function asProblem(status: number, body: unknown): Problem {
  const parsed = problemSchema.safeParse(body);
  return parsed.success
    ? parsed.data
    : { type: `${PROBLEM_BASE}http-${status}`, code: `http-${status}`, title: `HTTP ${status}`, status };
}
