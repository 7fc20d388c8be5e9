import { agencyList, caseFilePage, ledgerPage } from '@sanban/contracts';
import type { Api } from '../connection/api';
import { allPages } from '../connection/pages';
import { officeLines, type AgencyLine, type OfficeLine } from './lines';

export interface Gathered {
  requests: number;
  office: OfficeLine[];
  agencies: AgencyLine[];
}

/** Pages through the whole ledger and through the case files of every agency; keeps only what is compared. */
export async function gather(api: Api): Promise<Gathered> {
  const office: OfficeLine[] = [];
  let requests = 0;
  for await (const entry of allPages(api, '/ledger', ledgerPage)) {
    requests += 1;
    office.push(...officeLines(entry));
  }
  const agencies: AgencyLine[] = [];
  const { items } = await api.get('/agencies', agencyList);
  for (const { id: agency, service } of items) {
    // The office keeps the requests, not case files.
    if (service === 'coordination') continue;
    for await (const { id, request, role, state, reportedRevision, requestRevision, dueAt } of allPages(
      api,
      `/agencies/${agency}/case-files`,
      caseFilePage,
    )) {
      agencies.push({ id, request, agency, role, state, reportedRevision, requestRevision, dueAt });
    }
  }
  return { requests, office, agencies };
}
