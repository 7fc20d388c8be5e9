import { SERVICES, type ServiceName } from '@sanban/contracts';
import { ProblemError, problems, type Programmes } from '@sanban/service-kit';

const API = '/api/v1/';
/** What else there is from outside: documents and probes. `internal/` and `metrics` are not. */
const OPEN = /^\/(api|health)\//;
/** Below `agencies/{region}/{slug}`. */
const OF_DEPARTMENTS: ReadonlySet<string> = new Set(['case-files', 'webhooks', 'inbound']);

/** Which service answers a path. Only what is listed here can be reached from outside. */
export class RoutingTable {
  constructor(private readonly programmes: Programmes) {}

  /** @param path without the query. @throws 404 for an unknown agency or service, and for what is internal */
  serviceOf(path: string): ServiceName {
    if (!path.startsWith(API)) {
      if (!OPEN.test(path)) throw problems.unknownRoute('address', path);
      return 'gateway';
    }
    const inside = path.slice(API.length);
    const end = inside.indexOf('/');
    switch (end < 0 ? inside : inside.slice(0, end)) {
      case 'requests':
      case 'ledger':
        return 'coordination';
      case 'agencies': {
        const [, region = '', slug = '', kept] = inside.split('/', 4);
        return kept !== undefined && OF_DEPARTMENTS.has(kept) ? this.departmentOf(`${region}/${slug}`) : 'gateway';
      }
      case 'services':
        return named(inside.split('/', 2)[1] ?? '');
      default:
        return 'gateway';
    }
  }

  private departmentOf(agency: string): ServiceName {
    const service = this.programmes.agency(agency)?.service;
    // The office keeps requests, not case files.
    if (service === undefined || service === 'coordination') throw unknownAgency(agency);
    return service;
  }
}

function named(name: string): ServiceName {
  const service = SERVICES.find((known) => known === name);
  if (service === undefined) throw problems.notFound(`The service ${name}`);
  return service;
}

const unknownAgency = (agency: string) =>
  new ProblemError({
    status: 404,
    code: 'unknown-agency',
    title: 'No such agency',
    titleZh: '单位不存在',
    detail: `No programme names an agency ${agency} that keeps case files. GET /api/v1/agencies lists them.`,
    detailZh: `没有方案列出承办单位 ${agency}，全部单位见 /api/v1/agencies。`,
  });
