import type { WebhookView } from '@sanban/contracts';
import { formatInstant } from '@sanban/working-calendar';

/** A webhook as the table has it, with what is pending. */
export interface WebhookRow {
  id: string;
  agency: string;
  url: string;
  types: string[] | null;
  description: string | null;
  secret: string;
  state: 'active' | 'disabled';
  disabled_because: 'gone' | 'exhausted' | null;
  created_at: Date;
  previous_until: Date | null;
  pending: number;
}

/** Of what is pending, so many are counted: an agency's server that is away for days must not make the answer slow. */
export const MOST_COUNTED = 10_000;

export const WEBHOOKS = `
  SELECT w.*, (SELECT count(*)::int FROM (
    SELECT FROM webhook_deliveries d WHERE d.webhook = w.id AND d.state = 'pending' LIMIT ${MOST_COUNTED}) waiting) AS pending
  FROM webhooks w`;

export const viewOf = (row: WebhookRow): WebhookView => ({
  id: row.id,
  agency: row.agency,
  url: row.url,
  types: row.types,
  description: row.description,
  state: row.state,
  disabledBecause: row.disabled_because,
  pending: row.pending,
  createdAt: formatInstant(row.created_at.getTime()),
});
