// Plain HTTP with the persistence that the API asks of its clients: after a 503 or a broken connection the same command again,
// with the same Idempotency-Key.
import { setTimeout as delay } from 'node:timers/promises';

const PASSING = new Set([429, 502, 503, 504]);
const ANSWER_WITHIN_MS = 20_000;

export class Client {
  /** Commands that were acknowledged. */
  acknowledged = [];
  /** Answers by status, broken connections, and 503s that did not say when to come again. */
  statuses = new Map();
  broken = 0;
  withoutRetryAfter = 0;
  #tokens = new Map();

  constructor(url) {
    this.url = `${url}/api/v1`;
  }

  /** @returns the answer's body. @throws when it is refused */
  async command(user, path, body, key) {
    const answer = await this.#persistently(user, 'POST', path, body, key);
    if (answer.status >= 300) throw new Error(`${user} POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    this.acknowledged.push({ user, key, path, answer: answer.body });
    return answer.body;
  }

  async put(user, path, body) {
    const answer = await this.#persistently(user, 'PUT', path, body);
    if (answer.status >= 300) throw new Error(`${user} PUT ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async get(user, path) {
    return await this.#persistently(user, 'GET', path);
  }

  /** The answer as soon as it is as wanted: effects travel between services. @throws after `deadline` */
  async sees(user, path, wanted, deadline) {
    for (let wait = 100; ; wait = Math.min(wait * 1.6, 2_000)) {
      const { status, body } = await this.get(user, path);
      if (status === 200 && wanted(body)) return body;
      if (status !== 200 && status !== 404) throw new Error(`${user} GET ${path}: ${status} ${JSON.stringify(body)}`);
      if (Date.now() > deadline())
        throw new Error(`${user} GET ${path} never became as wanted: ${JSON.stringify(body)}`);
      await delay(wait);
    }
  }

  async #persistently(user, method, path, body, key) {
    for (let wait = 100; ; wait = Math.min(wait * 1.6, 2_000)) {
      const answer = await this.#once(user, method, path, body, key);
      if (answer !== null && !PASSING.has(answer.status)) return answer;
      await delay(wait);
    }
  }

  async #once(user, method, path, body, key) {
    const token = await this.#token(user);
    if (token === null) return null;
    const answer = await this.#send(method, path, body, {
      authorization: `Bearer ${token}`,
      ...(key !== undefined && { 'idempotency-key': key }),
    });
    if (answer?.status !== 401) return answer;
    this.#tokens.delete(user);
    return null;
  }

  async #token(user) {
    if (!this.#tokens.has(user)) {
      this.#tokens.set(
        user,
        this.#send('POST', '/tokens', { username: user, password: 'sanban-demo' }, {}).then((answer) => {
          if (answer?.status === 201 || answer?.status === 200) return answer.body.token;
          this.#tokens.delete(user);
          return null;
        }),
      );
    }
    return await this.#tokens.get(user);
  }

  async #send(method, path, body, headers) {
    try {
      const response = await fetch(`${this.url}${path}`, {
        method,
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const text = await response.text();
      this.statuses.set(response.status, (this.statuses.get(response.status) ?? 0) + 1);
      if (response.status === 503 && !response.headers.has('retry-after')) this.withoutRetryAfter += 1;
      return { status: response.status, body: text === '' ? null : JSON.parse(text) };
    } catch {
      this.broken += 1;
      return null;
    }
  }
}
