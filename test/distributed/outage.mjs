// The bus is away as a whole for a while: commands are still accepted, a service stops in order and comes up again without it,
// and afterwards everything catches up by itself.
import { setTimeout as delay } from 'node:timers/promises';

/** A command that takes longer would be one that waits for the bus. */
const ACCEPTED_WITHIN_MS = 5_000;

/** @returns {Promise<{ accepted: number, slowestMs: number, stop: { code: number, ms: number }, wrong: string[] }>} */
export async function outage({ brokers, office, client, seconds, run }) {
  await Promise.all(brokers.map((broker) => broker.hold()));
  const until = Date.now() + seconds * 1_000;
  let accepted = 0;
  let slowestMs = 0;
  const wrong = [];
  const does = async (user, path, body, key) => {
    const began = performance.now();
    const answer = await client.command(user, path, body, key);
    slowestMs = Math.max(slowestMs, performance.now() - began);
    accepted += 1;
    return answer;
  };
  for (let index = 0; Date.now() < until; index += 1) {
    const key = `${run}-outage-${index}`;
    const { id } = await does(
      '530902-enterprise-1',
      '/requests',
      { title: `消息中断${index}`, text: '消息总线中断时提交。' },
      key,
    );
    const triage = {
      kind: 'general',
      action: 'tax-reduction',
      measures: ['tax-reduction/01'],
      policyBasis: 'supported',
    };
    await does('530902-office-officer', `/requests/${id}/triage`, triage, `${key}-triage`);
    await does(
      '530902-office-officer',
      `/requests/${id}/assign`,
      { lead: '530902/tax', cooperating: [] },
      `${key}-assign`,
    );
    await delay(Math.min(1_000, seconds * 20));
  }
  if (accepted < 3) wrong.push(`only ${accepted} commands were accepted`);
  if (slowestMs > ACCEPTED_WITHIN_MS) wrong.push(`a command took ${Math.round(slowestMs)} ms`);
  // With a relay that waits for the brokers, and commands that it has not published.
  const stopping = performance.now();
  const code = await office.runner.stop();
  const stop = { code, ms: Math.round(performance.now() - stopping) };
  if (code !== 0) wrong.push(`the office did not stop in order: exit code ${code} after ${stop.ms} ms`);
  for (const broker of brokers) broker.release();
  return { accepted, slowestMs: Math.round(slowestMs), stop, wrong };
}
