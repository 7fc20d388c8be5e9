import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inboundTopic, outboundTopic } from '@sanban/contracts';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { Programmes } from '@sanban/service-kit';
import { Partitioners } from 'kafkajs';
import { person, TestDesk } from '../testing/desk';
import { eventually } from '../testing/eventually';
import { OfficeRequest } from '../testing/office';
import { SecuredKafka } from '../testing/secured-kafka';
import { inboundGroup } from './inbound-answers';

// A broker is started, and groups are joined.
jest.setTimeout(60_000);

const TAX = '530902/tax';
const PROVINCE = '530000/tax';

describe('another agency’s own program, on a broker that knows who is who', () => {
  let kafka: SecuredKafka;
  let database: TestDatabase;
  let desk: TestDesk;
  let program: ChildProcess;
  const told: { type: string; data: Record<string, unknown> }[] = [];
  const of = (request: string) => told.filter(({ data }) => data['request'] === request).map(({ type }) => type);

  function run(): ChildProcess {
    const started = spawn(process.execPath, [join(__dirname, '../../../../test/outside-system/outside-system.mjs')], {
      env: { PATH: process.env['PATH'], AGENCY: TAX, ...kafka.environment('tax-hall') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    createInterface({ input: started.stdout }).on('line', (line) => told.push(JSON.parse(line) as (typeof told)[0]));
    return started;
  }

  beforeAll(async () => {
    [kafka, database] = await Promise.all([SecuredKafka.start(['tax-hall']), createTestDatabase()]);
    await kafka.grant('tax-hall', TAX);
    desk = await TestDesk.start(
      'tax',
      database.url,
      Programmes.load(),
      {
        outsideSystems: { [TAX]: 'tax-hall', [PROVINCE]: 'tax-province' },
        eventServers: [],
        webhookAllowPrivate: false,
      },
      kafka.config,
    );
    program = run();
  });
  afterAll(async () => {
    program.kill('SIGKILL');
    await desk.service.close();
    await database.drop();
    await kafka.stop();
  });

  it('reads what is assigned to its agency, accepts and resolves it', async () => {
    const requests = Array.from({ length: 20 }, () => OfficeRequest.of(desk.programmes, TAX));
    const foreign = OfficeRequest.of(desk.programmes, PROVINCE);
    await desk.hears(...requests.map((office) => office.assigned()), foreign.assigned());
    const facts = ['assigned', 'accepted', 'resolved'];
    for (const { request } of requests) {
      await eventually(() => of(request).length >= 3);
      expect(of(request)).toEqual(facts.map((fact) => `sanban.outbound.${fact}.v1`));
    }
    for (const office of requests) {
      const events = await desk.events(office.caseFileOf(TAX));
      expect(events.map(({ type }) => type)).toEqual(['CaseFileOpened', 'CaseFileAccepted', 'CaseFileResolved']);
      expect(events[2]?.metadata.actor).toEqual({ user: 'outside:tax-hall', agency: TAX, role: 'handler' });
    }
    expect(of(foreign.request)).toEqual([]);
  });

  it('answers nothing twice when it has forgotten what it has answered', async () => {
    const requests = new Set(told.map(({ data }) => String(data['request'])));
    told.length = 0;
    program.kill('SIGTERM');
    await once(program, 'exit');
    const admin = kafka.client('admin').admin();
    await admin.connect();
    await admin.deleteGroups([`${TAX.replace('/', '.')}.hall`]);
    await admin.disconnect();

    program = run();
    for (const request of requests) await eventually(() => of(request).length >= 3);
    await eventually(async () => (await desk.bus.lag(inboundGroup('tax', TAX))) === 0);
    const { body } = await desk.call('GET', `${TAX}/inbound/dead-letters`, person('chief', TAX));
    expect(body['items']).toEqual([]);
  });

  it('is told of a bad message, with the reason', async () => {
    const office = OfficeRequest.of(desk.programmes, TAX);
    await desk.hears(office.assigned());
    await eventually(() => of(office.request).length >= 3);
    const producer = kafka.client('tax-hall').producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    const key = office.request;
    const headers = {
      ce_specversion: '1.0',
      ce_id: randomUUID(),
      ce_type: 'sanban.inbound.resolved.v1',
      ce_source: 'https://tax.example/hall',
      ce_subject: key,
      ce_time: new Date().toISOString(),
      ce_correlationid: key,
      ce_causationid: key,
      'content-type': 'application/json',
    };
    const value = JSON.stringify({ agency: TAX, caseFile: office.caseFileOf(TAX) });
    const topic = inboundTopic(TAX);
    await producer.send({ topic, messages: [{ key, value, headers }] });
    await producer.send({ topic, messages: [{ key, value: 'no JSON', headers: {} }] });
    await producer.disconnect();
    const rejections = () => told.filter(({ type }) => type === 'sanban.outbound.rejected.v1').map(({ data }) => data);
    await eventually(() => rejections().length >= 2);
    expect(rejections()).toMatchObject([
      { message: headers.ce_id, code: 'invalid-data', field: 'outcome', agency: TAX },
      { code: 'unreadable', messageType: null },
    ]);
    const { body } = await desk.call('GET', `${TAX}/inbound/dead-letters`, person('chief', TAX));
    expect(body['items']).toMatchObject([{ code: 'unreadable' }, { code: 'invalid-data', message: headers.ce_id }]);
  });

  it('may neither read what is said to others nor speak for them', async () => {
    const producer = kafka.client('tax-hall').producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    for (const topic of [inboundTopic(PROVINCE), outboundTopic(TAX), 'sanban.coordination.request']) {
      await expect(producer.send({ topic, messages: [{ key: 'k', value: '{}' }] })).rejects.toThrow(/authorized/);
    }
    await producer.disconnect();
    const admin = kafka.client('tax-hall').admin();
    await admin.connect();
    await expect(admin.fetchTopicOffsets(outboundTopic(PROVINCE))).rejects.toThrow(/authorized/);
    await admin.disconnect();
  });
});
