import { randomUUID } from 'node:crypto';
import { inboundEventType, inboundTopic, outboundTopic, type InboundFact } from '@sanban/contracts';
import type { IntegrationEvent, ReceivedEvent } from '@sanban/messaging';
import { Programmes } from '@sanban/service-kit';
import { person, TestDesk } from './desk';
import { eventually } from './eventually';
import { OfficeRequest } from './office';

/** As a program that writes to the topic without knowing what a CloudEvent is: topic, key (that was used before), body. */
const RAW = `
  WITH moved AS (
    UPDATE bus.partitions p SET next_offset = next_offset + 1
    FROM bus.topics t, (SELECT topic_id, partition FROM bus.messages WHERE key = $2) m
    WHERE t.id = p.topic_id AND t.name = $1 AND m.topic_id = t.id AND m.partition = p.partition
    RETURNING p.topic_id, p.partition, p.next_offset - 1 AS at
  )
  INSERT INTO bus.messages SELECT topic_id, partition, at, $2, $3::json FROM moved`;

/** The system of one agency as the desk meets it on the bus. */
export class OutsideSystem {
  /** What it was told. */
  readonly told: ReceivedEvent[] = [];

  private constructor(
    readonly desk: TestDesk,
    readonly agency: string,
  ) {}

  /** The desk of the tax departments, with a system for each of `systems`; what is returned plays the first. */
  static async start(databaseUrl: string, systems: Record<string, string>): Promise<OutsideSystem> {
    const [agency = ''] = Object.keys(systems);
    const integration = { outsideSystems: systems, eventServers: [], webhookAllowPrivate: false };
    const system = new OutsideSystem(await TestDesk.start('tax', databaseUrl, Programmes.load(), integration), agency);
    await system.listen(agency, system.told);
    return system;
  }

  async listen(agency: string, told: ReceivedEvent[]): Promise<void> {
    await this.desk.bus.consume(`outside.${agency}`, [outboundTopic(agency)], (events) => {
      told.push(...events);
      return Promise.resolve();
    });
  }

  async assigned(agency = this.agency, cooperating: string[] = []) {
    const office = OfficeRequest.of(this.desk.programmes, agency, cooperating);
    await this.desk.hears(office.assigned());
    return { office, request: office.request, caseFile: office.caseFileOf(agency) };
  }

  answer(fact: InboundFact, request: string, data: object, id: string = randomUUID()): IntegrationEvent {
    return {
      id,
      type: inboundEventType(fact),
      source: 'https://tax.example/hall',
      subject: request,
      time: '2022-08-22T10:00:00+08:00',
      correlationid: randomUUID(),
      causationid: randomUUID(),
      data: { agency: this.agency, ...data },
    };
  }

  send(event: IntegrationEvent, key = event.subject): Promise<void> {
    return this.desk.bus.publish(inboundTopic(this.agency), [{ key, event }]);
  }

  async sendRaw(key: string, body: object): Promise<void> {
    await this.desk.pool.query(RAW, [inboundTopic(this.agency), key, JSON.stringify(body)]);
  }

  toldOf(request: string): ReceivedEvent[] {
    return this.told.filter(({ key }) => key === request);
  }

  /** Resolves when it was told `count` times of the request. */
  hears(request: string, count: number): Promise<void> {
    return eventually(() => this.toldOf(request).length >= count);
  }

  async letters(): Promise<{ message: string; code: string }[]> {
    const { body } = await this.desk.call('GET', `${this.agency}/inbound/dead-letters`, person('chief', this.agency));
    return body['items'] as { message: string; code: string }[];
  }

  /** Resolves when the message lies in the dead letters. */
  async refused(message: string): Promise<{ message: string; code: string } | undefined> {
    await eventually(async () => (await this.letters()).some((letter) => letter.message === message));
    return (await this.letters()).find((letter) => letter.message === message);
  }
}
