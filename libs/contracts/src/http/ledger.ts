import { z } from 'zod';
import {
  caseFileStatus,
  deadlineSubject,
  enterprise,
  kind,
  policyBasis,
  requestStatus,
  role,
  satisfaction,
} from '../shared/casework';
import { actionId, agencyId, instant, regionId, revision, uuid } from '../shared/ids';
import { flag, page, pageQuery } from './common';

/** All filters together; newest submission first. */
export const ledgerQuery = z.strictObject({
  region: regionId.optional(),
  action: actionId.optional(),
  /** Lead or cooperating. */
  agency: agencyId.optional(),
  state: requestStatus.optional(),
  kind: kind.optional(),
  overdue: flag.optional(),
  /** In the title, the text, the enterprise's name or the number; Chinese words from one character on. */
  text: z.string().trim().min(1).max(100).optional(),
  ...pageQuery,
});
export type LedgerQuery = z.infer<typeof ledgerQuery>;

/** An agency's part as the office knows it; `revision` is the case file's that was last heard of, null: none yet. */
export const ledgerParticipant = z.object({
  agency: agencyId,
  caseFile: uuid,
  role,
  /** In the case file's own words, so that the two can be compared. */
  state: caseFileStatus,
  current: z.boolean(),
  revision: revision.nullable(),
});

/** One line of the ledger (台账). */
export const ledgerEntry = z
  .object({
    id: uuid,
    /** For people: region, year and running number, e.g. `530902-2022-000123`. */
    number: z.string(),
    region: regionId,
    programme: z.string(),
    enterprise,
    title: z.string(),
    kind: kind.nullable(),
    action: z.string().nullable(),
    measures: z.array(z.string()),
    policyBasis: policyBasis.nullable(),
    state: requestStatus,
    lead: agencyId.nullable(),
    cooperating: z.array(agencyId),
    submittedAt: instant,
    assignedAt: instant.nullable(),
    resolvedAt: instant.nullable(),
    closedAt: instant.nullable(),
    /** Next open deadline. While the request is suspended: one that had passed before, which stays overdue. */
    dueAt: instant.nullable(),
    dueSubject: deadlineSubject.nullable(),
    overdue: z.boolean(),
    reminders: z.int().min(0),
    supervisionOrders: z.int().min(0),
    returns: z.int().min(0),
    reopenings: z.int().min(0),
    satisfaction: satisfaction.nullable(),
    revision,
    /** Of the request after the last event that its agencies are told of; null: not assigned yet. */
    toldRevision: revision.nullable(),
    participants: z.array(ledgerParticipant),
  })
  .meta({ id: 'LedgerEntry' });
export type LedgerEntry = z.infer<typeof ledgerEntry>;

export const ledgerPage = page(ledgerEntry).meta({ id: 'LedgerPage' });
export type LedgerPage = z.infer<typeof ledgerPage>;

export const ledgerCountsQuery = z.strictObject({ region: regionId.optional() });
export type LedgerCountsQuery = z.infer<typeof ledgerCountsQuery>;

/** A rate is never given without its numerator and denominator. */
const ratio = z.object({ met: z.int().min(0), due: z.int().min(0) });
export const ledgerCounts = z
  .object({
    total: z.int().min(0),
    overdue: z.int().min(0),
    byState: z.array(z.object({ state: requestStatus, requests: z.int().min(0) })),
    byAgency: z.array(
      z.object({
        agency: agencyId,
        /** Requests that it leads now, by state. */
        lead: z.array(z.object({ state: requestStatus, requests: z.int().min(0) })),
        cooperating: z.int().min(0),
        /** Deadlines of the agency that have been decided: met before they passed, out of all met or missed. */
        onTime: ratio,
      }),
    ),
  })
  .meta({ id: 'LedgerCounts' });
export type LedgerCounts = z.infer<typeof ledgerCounts>;
