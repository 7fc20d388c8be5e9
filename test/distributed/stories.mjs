// The load: requests that go their whole way, many at once, over all departments.

const REGION = '530902';
const OFFICER = `${REGION}-office-officer`;
const staff = (agency) => `${agency.replace('/', '-')}-handler`;
const current = (agency) => (one) => one.agency === agency && one.current;

export class Load {
  started = 0;
  finished = 0;
  failures = [];
  #active = new Set();
  #more = true;

  /** @param agencies one of each department's service */
  constructor(client, agencies, run, deadline) {
    Object.assign(this, { client, agencies, run, deadline });
  }

  get inFlight() {
    return this.#active.size;
  }

  /** Keeps so many requests under way until {@link finish}. */
  begin(count) {
    for (let index = 0; index < count; index += 1) this.#next();
  }

  /** No new ones; resolves when all have come to their end. */
  async finish() {
    this.#more = false;
    while (this.#active.size > 0) await Promise.all(this.#active);
  }

  #next() {
    const story = this.#play(this.started++)
      .then(() => (this.finished += 1))
      .catch((error) => this.failures.push(error.message))
      .finally(() => {
        this.#active.delete(story);
        if (this.#more && this.failures.length === 0) this.#next();
      });
    this.#active.add(story);
  }

  async #play(index) {
    const lead = this.agencies[index % this.agencies.length];
    const other = this.agencies[(index + 1 + (index % 3)) % this.agencies.length];
    const kind = index % 4;
    const enterprise = `${REGION}-enterprise-${1 + (index % 5)}`;
    let step = 0;
    const does = (user, path, body = {}) => this.client.command(user, path, body, `${this.run}-${index}-${step++}`);
    const sees = (user, path, wanted) => this.client.sees(user, path, wanted, this.deadline);

    const { id } = await does(enterprise, '/requests', {
      title: `负载诉求${index}`,
      text: '分布式故障测试用诉求，内容从略。',
    });
    const request = `/requests/${id}`;
    const caseFile = async (agency, wanted) => {
      const view = await sees(OFFICER, request, ({ participants }) => participants.some(current(agency)));
      const path = `/agencies/${agency}/case-files/${view.participants.find(current(agency)).caseFile}`;
      await sees(staff(agency), path, wanted);
      return path;
    };
    const open = ({ state }) => state === 'open';

    await does(OFFICER, `${request}/triage`, {
      kind: 'general',
      action: 'tax-reduction',
      measures: ['tax-reduction/01'],
      policyBasis: 'supported',
    });
    await does(OFFICER, `${request}/assign`, { lead, cooperating: kind === 1 ? [other] : [] });
    let handler = lead;
    if (kind === 1) {
      const helper = await caseFile(other, open);
      await does(staff(other), `${helper}/accept`);
      await does(staff(other), `${helper}/opinion`, { opinion: '同意按政策办理' });
    }
    if (kind === 2) {
      const refused = await caseFile(lead, open);
      await does(staff(lead), `${refused}/return`, { reason: '不属本单位职责', suggestedLead: other });
      await sees(OFFICER, request, ({ state }) => state === 'returnRequested');
      await does(OFFICER, `${request}/rule-return`, { agency: lead, ruling: 'upheld', reason: '情况属实' });
      await does(OFFICER, `${request}/reassign`, { lead: other, cooperating: [], reason: '转由该单位牵头' });
      handler = other;
    }
    const file = await caseFile(handler, open);
    await does(staff(handler), `${file}/accept`);
    if (kind === 3) await does(staff(handler), `${file}/progress`, { text: '已联系企业' });
    if (kind === 1) await sees(staff(handler), file, ({ opinions }) => opinions.length > 0);
    await does(staff(handler), `${file}/resolve`, {
      summary: '已办理',
      result: 'solved',
      evidence: [{ title: '凭证', reference: `测试${index}号` }],
    });
    await sees(OFFICER, request, ({ state }) => state === 'resolved');
    await does(`${REGION}-office-officer2`, `${request}/verify`, { verdict: 'passed' });
    await does(enterprise, `${request}/follow-up`, { satisfaction: 'satisfied' });
    await does(OFFICER, `${request}/close`);
    await sees(staff(handler), file, ({ state }) => state === 'closed');
  }
}
