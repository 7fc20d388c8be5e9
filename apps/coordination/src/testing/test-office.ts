import { randomUUID } from 'node:crypto';
import {
  caseFileEventType,
  caseFileFacts,
  caseFileTopic,
  commandAnswer,
  parseIntegrationEvent,
  REQUEST_TOPIC,
  requestView,
  type CaseFileFact,
  type CaseFileFactData,
  type CommandAnswer,
  type DepartmentService,
  type RequestIntegrationEvent,
  type RequestView,
} from '@sanban/contracts';
import type { EventStore } from '@sanban/event-store';
import { InternalTokens, PRINCIPAL_HEADER, type Principal } from '@sanban/identity';
import type { Bus, IntegrationEvent } from '@sanban/messaging';
import { BUS, createService, EVENT_STORE, MovableClock, PG_POOL, Programmes, type Service } from '@sanban/service-kit';
import type { Pool } from 'pg';
import { z } from 'zod';
import { coordination } from '../index';
import { eventually } from './eventually';
import { enterprise, officer } from './people';

const SECRET = 'a secret of at least thirty-two characters';
/** Monday. */
export const MONDAY = '2022-08-22T09:00:00+08:00';

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: Record<string, unknown>;
}

interface Extra {
  headers?: Record<string, string>;
  /** Sent as it is. */
  raw?: string;
}

/** The office's service as it runs, on a database of its own. */
export class TestOffice {
  /** What it has told the agencies. */
  readonly told: RequestIntegrationEvent[] = [];
  private readonly tokens = new InternalTokens(SECRET);

  private constructor(
    readonly service: Service,
    readonly programmes: Programmes,
  ) {}

  static async start(databaseUrl: string, now = MONDAY, programmes = Programmes.load()): Promise<TestOffice> {
    const config = { databaseUrl, internalSecret: SECRET, demo: true, logLevel: 'silent' as const };
    const office = new TestOffice(await createService(coordination, config, programmes), programmes);
    await office.moveClock(now);
    await office.bus.consume('test.agencies', [REQUEST_TOPIC], (events) => {
      for (const received of events) {
        const parsed = parseIntegrationEvent(received);
        if (!parsed.readable) throw new Error(parsed.reason);
        if (parsed.event.aggregate === 'request') office.told.push(parsed.event);
      }
      return Promise.resolve();
    });
    return office;
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

  async call(method: 'GET' | 'POST', path: string, as: Principal, body?: object, extra: Extra = {}): Promise<Answer> {
    const payload = extra.raw ?? body;
    const response = await this.service.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: {
        [PRINCIPAL_HEADER]: this.tokens.sign(as),
        ...(extra.raw === undefined ? {} : { 'content-type': 'application/json' }),
        ...extra.headers,
      },
      ...(payload === undefined ? {} : { payload }),
    });
    const parsed = z.record(z.string(), z.unknown()).parse(JSON.parse(response.body));
    return { status: response.statusCode, headers: response.headers, body: parsed };
  }

  get(path: string, as: Principal): Promise<Answer> {
    return this.call('GET', path, as);
  }

  /** A command that must succeed. */
  async does(path: string, as: Principal, body: object, extra: Extra = {}): Promise<CommandAnswer> {
    const answer = await this.call('POST', path, as, body, extra);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return commandAnswer.parse(answer.body);
  }

  async view(request: string, as: Principal = officer): Promise<RequestView> {
    return requestView.parse((await this.get(`/requests/${request}`, as)).body);
  }

  async submitted(n = 1, title = '留抵退税到账慢', text = '我公司6月申请的增量留抵退税至今未到账。'): Promise<string> {
    return (await this.does('/requests', enterprise(n), { title, text })).id;
  }

  async triaged(kind: 'general' | 'complex' = 'general'): Promise<string> {
    const request = await this.submitted();
    await this.does(`/requests/${request}/triage`, officer, triage(kind));
    return request;
  }

  async assigned(
    lead: string,
    cooperating: readonly string[] = [],
    kind: 'general' | 'complex' = 'general',
  ): Promise<string> {
    const request = await this.triaged(kind);
    await this.does(`/requests/${request}/assign`, officer, { lead, cooperating });
    return request;
  }

  /** An agency's report of its present case file, checked against the contract; not sent yet. */
  async report<Fact extends CaseFileFact>(
    request: string,
    agency: string,
    fact: Fact,
    more: Omit<CaseFileFactData<Fact>, 'request' | 'caseFile' | 'agency' | 'revision' | 'by' | 'at'>,
    overrides: { caseFile?: string; at?: string; revision?: number; by?: string; service?: DepartmentService } = {},
  ): Promise<{ topic: string; event: IntegrationEvent }> {
    const service = overrides.service ?? this.serviceOf(agency);
    const caseFile = overrides.caseFile ?? (await this.caseFileOf(request, agency));
    const at = overrides.at ?? new Date(this.service.app.get(MovableClock).millis()).toISOString();
    const by = overrides.by ?? `${agency}-handler`;
    const data: unknown = caseFileFacts[fact].parse({
      request,
      caseFile,
      agency,
      revision: overrides.revision ?? 1,
      by,
      at,
      ...more,
    });
    return {
      topic: caseFileTopic(service),
      event: {
        id: randomUUID(),
        type: caseFileEventType(service, fact),
        source: `/${service}`,
        subject: request,
        time: at,
        correlationid: randomUUID(),
        causationid: randomUUID(),
        data,
      },
    };
  }

  /** Resolves when the office has recorded the reports (or buried them). */
  async hears(...reports: readonly { topic: string; event: IntegrationEvent }[]): Promise<void> {
    for (const { topic, event } of reports) await this.bus.publish(topic, [{ key: event.subject, event }]);
    await eventually(async () => (await this.bus.lag('coordination.reports')) === 0);
  }

  async caseFileOf(request: string, agency: string): Promise<string> {
    const { participants } = await this.view(request);
    const part = participants.find((participant) => participant.agency === agency);
    if (part === undefined) throw new Error(`${agency} takes no part`);
    return part.caseFile;
  }

  async types(request: string): Promise<string[]> {
    return (await this.store.readStream(`coordination.request-${request}`)).map(({ type }) => type);
  }

  /** Resolves when the ledger shows everything that has been recorded. */
  async ledgerUpToDate(): Promise<void> {
    const head = await this.store.head();
    await eventually(async () => {
      const { rows } = await this.pool.query<{ position: string }>(
        `SELECT position FROM subscription_checkpoints WHERE name = 'projection.ledger'`,
      );
      return (rows[0]?.position ?? '') >= head;
    });
  }

  private serviceOf(agency: string): DepartmentService {
    const service = this.programmes.agency(agency)?.service;
    if (service === undefined || service === 'coordination') throw new Error(`${agency} has no case files`);
    return service;
  }
}

export const triage = (kind: 'general' | 'complex' = 'general') => ({
  kind,
  action: 'tax-reduction',
  measures: ['tax-reduction/01'],
  policyBasis: 'supported',
});
export const OUTCOME = {
  summary: '退税款已到账',
  result: 'solved' as const,
  evidence: [{ title: '退税凭证', reference: '临翔税退〔2022〕12号' }],
};
