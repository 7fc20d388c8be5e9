import {
  caseFileView,
  requestView,
  timeline,
  type CaseFileView,
  type RequestView,
  type Timeline,
} from '@sanban/contracts';
import { Refused } from '../../connection/api';
import type { Cast } from './cast';
import { awaited } from './persistence';

/** What the demo sees of one request: it goes on when the effect of the step before has arrived. */
export class Observation {
  constructor(
    private readonly cast: Cast,
    private readonly officer: string,
    readonly request: string,
  ) {}

  /** The office's record, as soon as `ready`. */
  async office(what: string, ready: (view: RequestView) => boolean): Promise<RequestView> {
    return await awaited(`${this.request}: ${what}`, async () => {
      const view = await this.cast.as(this.officer, (api) => api.get(`/requests/${this.request}`, requestView));
      return ready(view) ? view : null;
    });
  }

  /** The current case file of an agency, as soon as `ready`; that it has not arrived at the agency yet is no error. */
  async caseFile(agency: string, what: string, ready: (view: CaseFileView) => boolean): Promise<CaseFileView> {
    const view = await this.office(`case file of ${agency}`, (seen) => participant(seen, agency) !== undefined);
    const id = participant(view, agency)?.caseFile ?? '';
    return await awaited(`${this.request}, ${agency}: ${what}`, async () => {
      try {
        const seen = await this.cast.as(staffOf(agency), (api) =>
          api.get(`/agencies/${agency}/case-files/${id}`, caseFileView),
        );
        return ready(seen) ? seen : null;
      } catch (error) {
        if (error instanceof Refused && error.problem.status === 404) return null;
        throw error;
      }
    });
  }

  /** The office's timeline, as soon as `ready`. */
  async story(what: string, ready: (types: readonly string[]) => boolean): Promise<Timeline> {
    return await awaited(`${this.request}: ${what}`, async () => {
      const seen = await this.cast.as(this.officer, (api) => api.get(`/requests/${this.request}/timeline`, timeline));
      return ready(seen.entries.map(({ type }) => type)) ? seen : null;
    });
  }
}

/** `530902/tax` → the account of its handler. */
export const staffOf = (agency: string, rank: 'handler' | 'chief' = 'handler'): string =>
  `${agency.replace('/', '-')}-${rank}`;

const participant = (view: RequestView, agency: string) =>
  view.participants.find((candidate) => candidate.current && candidate.agency === agency);
