import { createRequire } from 'node:module';

const { Client } = createRequire(import.meta.url)('pg');

/** A bearer token of the demo's first enterprise. */
export async function signIn(address) {
  const response = await fetch(`${address}/api/v1/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: '530902-enterprise-1', password: 'sanban-demo' }),
  });
  if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`);
  return (await response.json()).token;
}

export const countEvents = (url) => count(url, "coordination.event_log WHERE type = 'RequestSubmitted'");

export async function count(url, from) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return Number((await client.query(`SELECT count(*) AS n FROM ${from}`)).rows[0].n);
  } finally {
    await client.end();
  }
}
