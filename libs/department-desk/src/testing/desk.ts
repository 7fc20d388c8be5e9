import { Module } from '@nestjs/common';
import { caseFileTopic, type DepartmentService } from '@sanban/contracts';
import type { EventStore, RecordedEvent } from '@sanban/event-store';
import { InternalTokens, PRINCIPAL_HEADER, type Principal, type Role } from '@sanban/identity';
import type { Bus, IntegrationEvent, ReceivedEvent } from '@sanban/messaging';
import {
  ALONE,
  BUS,
  createService,
  EVENT_STORE,
  MovableClock,
  PG_POOL,
  Programmes,
  type Service,
  type ServiceConfig,
} from '@sanban/service-kit';
import type { Pool } from 'pg';
import { caseFileStream } from '../case-files/stream';
import { departmentDesk } from '../department-desk';
import { eventually } from './eventually';
import { MONDAY, publish } from './office';

const SECRET = 'a secret of at least thirty-two characters';
const tokens = new InternalTokens(SECRET);

export const person = (role: Role, agency: string | null, region = agency?.slice(0, 6) ?? null): Principal => ({
  user: `${agency ?? 'everywhere'}-${role}`,
  name: '',
  region,
  agency,
  enterprise: null,
  roles: [role],
});

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: Record<string, unknown>;
}

/** A department's service with nothing in it but the desk, on a database of its own or shared. */
export class TestDesk {
  /** What it has told the office, as it arrived on the bus. */
  readonly reports: ReceivedEvent[] = [];

  private constructor(
    readonly name: DepartmentService,
    readonly service: Service,
    readonly programmes: Programmes,
  ) {}

  static async start(
    name: DepartmentService,
    databaseUrl: string,
    programmes = Programmes.load(),
    integration = ALONE,
    kafka?: ServiceConfig['kafka'],
  ): Promise<TestDesk> {
    const desk = departmentDesk(name);
    @Module({ imports: [desk.module] })
    class RootModule {}
    const config: ServiceConfig = {
      databaseUrl,
      internalSecret: SECRET,
      demo: true,
      logLevel: 'silent',
      integration,
      ...(kafka && { kafka }),
    };
    const service = await createService(
      { name, module: RootModule, entities: desk.entities, migrations: desk.migrations },
      config,
      programmes,
    );
    const test = new TestDesk(name, service, programmes);
    await test.moveClock(MONDAY);
    await test.bus.consume(`test.${name}`, [caseFileTopic(name)], (events) => {
      test.reports.push(...events);
      return Promise.resolve();
    });
    return test;
  }

  get bus(): Bus {
    return this.service.app.get<Bus>(BUS);
  }

  get pool(): Pool {
    return this.service.app.get<Pool>(PG_POOL);
  }

  get store(): EventStore {
    return this.service.app.get<EventStore>(EVENT_STORE);
  }

  moveClock(to: string): Promise<void> {
    return this.service.app.get(MovableClock).moveTo(Date.parse(to) - Date.now());
  }

  /** Resolves when the desk has followed the office's events. */
  async hears(...events: readonly IntegrationEvent[]): Promise<void> {
    await publish(this.bus, events);
    await this.hasHeardAll();
  }

  async hasHeardAll(): Promise<void> {
    await eventually(async () => (await this.bus.lag(`${this.name}.desk`)) === 0);
  }

  async call(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    as: Principal,
    extra: { body?: object; headers?: object } = {},
  ) {
    const response = await this.service.app.inject({
      method,
      url: `/api/v1/agencies/${path}`,
      headers: { [PRINCIPAL_HEADER]: tokens.sign(as), ...extra.headers },
      ...(extra.body === undefined ? {} : { payload: extra.body }),
    });
    const body = (response.body === '' ? {} : JSON.parse(response.body)) as Record<string, unknown>;
    return { status: response.statusCode, headers: response.headers, body } satisfies Answer;
  }

  events(caseFile: string): Promise<RecordedEvent[]> {
    return this.store.readStream(caseFileStream(this.name, caseFile));
  }

  async eventTypes(caseFile: string): Promise<string[]> {
    return (await this.events(caseFile)).map(({ type }) => type);
  }

  /** Resolves when the read model has the case file at the revision of its stream. */
  async listed(caseFile: string): Promise<void> {
    const { length } = await this.events(caseFile);
    await eventually(async () => {
      const { rows } = await this.pool.query<{ revision: number }>('SELECT revision FROM case_files WHERE id = $1', [
        caseFile,
      ]);
      return rows[0]?.revision === length - 1;
    });
  }
}
