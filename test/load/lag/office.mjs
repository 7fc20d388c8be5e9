// The office's side of the bench: requests made ready in advance, and the assignment that is measured.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { lagOf } from '../../support/lag.mjs';

const REGION = '530902';
const AT_ONCE = 16;
const TRIAGE = { kind: 'general', action: 'tax-reduction', measures: ['tax-reduction/01'], policyBasis: 'supported' };

export class Office {
  static async open(url) {
    const office = new Office();
    office.pool = new Pool(url, { connections: 128 });
    office.officer = await office.signIn(`${REGION}-office-officer`);
    office.enterprise = await office.signIn(`${REGION}-enterprise-1`);
    office.operator = await office.signIn('operator');
    await office.send('PUT', '/clock', office.operator, { now: '2022-08-22T09:00:00+08:00' });
    const { items } = await office.send('GET', `/agencies?region=${REGION}`, office.officer);
    // One agency of each department's service: they share the work as in life.
    const services = new Map(
      items.filter(({ service }) => service !== 'coordination').map((one) => [one.service, one.id]),
    );
    office.services = [...services.keys(), 'coordination'];
    office.leads = [...services.values()];
    return office;
  }

  close() {
    return this.pool.close();
  }

  async signIn(username) {
    return (await this.send('POST', '/tokens', undefined, { username, password: 'sanban-demo' })).token;
  }

  /** Ids of so many requests that wait for their assignment. */
  async prepare(count) {
    const ids = [];
    let left = count;
    const worker = async () => {
      while (left > 0) {
        left -= 1;
        const { id } = await this.send('POST', '/requests', this.enterprise, {
          title: '时延测试',
          text: '时延测试用诉求。',
        });
        await this.send('POST', `/requests/${id}/triage`, this.officer, TRIAGE);
        ids.push(id);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return ids;
  }

  /** `at`: when the answer was there, ms since 1970. */
  /** Resolves when nothing is on its way any more. */
  async quiet() {
    for (;;) {
      const reports = await Promise.all(
        this.services.map((name) => this.send('GET', `/services/${name}/health`, this.operator)),
      );
      if (reports.every((report) => lagOf(report) === 0)) return;
      await delay(500);
    }
  }

  async assign(request, index) {
    const began = performance.now();
    const lead = this.leads[index % this.leads.length];
    await this.send('POST', `/requests/${request}/assign`, this.officer, { lead, cooperating: [] });
    const ended = performance.now();
    return { request, at: performance.timeOrigin + ended, tookMs: ended - began };
  }

  async send(method, path, token, body) {
    const answer = await this.pool.request({
      method,
      path: `/api/v1${path}`,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const parsed = await answer.body.json();
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${JSON.stringify(parsed)}`);
    return parsed;
  }
}
