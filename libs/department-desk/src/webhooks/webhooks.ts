import { Inject, Injectable } from '@nestjs/common';
import type { CreateWebhookBody, RotatedSecret, WebhookList, WebhookView, WebhookWithSecret } from '@sanban/contracts';
import {
  derivedId,
  PG_POOL,
  ProblemError,
  problems,
  SERVICE_CONFIG,
  type CommandContext,
  type ServiceConfig,
} from '@sanban/service-kit';
import { formatInstant } from '@sanban/working-calendar';
import type { Pool } from 'pg';
import { newSecret } from './signature';
import { checkUrl, TargetRefused } from './target';
import { viewOf, WEBHOOKS, type WebhookRow } from './webhook-row';

/** To an agency. */
const MOST = 10;
/** How long the secret before the last signs too. */
const OVERLAP = `interval '24 hours'`;

/** An agency's webhooks. The secret must be readable here, for it signs: the database's role and backups guard it. */
@Injectable()
export class Webhooks {
  constructor(
    @Inject(PG_POOL) private readonly pool: Pool,
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
  ) {}

  /**
   * The same command again gives the first answer again, with the secret: whoever lost the answer can repeat it.
   * @throws 409 `too-many-webhooks`, 422 `url-not-allowed`, `idempotency-key-reused`
   */
  async create(agency: string, body: CreateWebhookBody, context: CommandContext): Promise<WebhookWithSecret> {
    this.checkAddress(body.url);
    const id = derivedId(context.commandId, 'webhook');
    await this.pool.query(
      `INSERT INTO webhooks (id, agency, url, types, description, secret, fingerprint)
       SELECT $1, $2, $3, $4, $5, $6, $7 WHERE (SELECT count(*) FROM webhooks WHERE agency = $2) < ${MOST}
       ON CONFLICT (id) DO NOTHING`,
      [id, agency, body.url, body.types, body.description, newSecret(), context.fingerprint],
    );
    const row = await this.find(agency, id);
    if (row === undefined) throw tooMany();
    if (row.fingerprint !== context.fingerprint) throw problems.idempotencyKeyReused();
    return { ...viewOf(row), secret: row.secret };
  }

  async list(agency: string): Promise<WebhookList> {
    const { rows } = await this.pool.query<WebhookRow>(`${WEBHOOKS} WHERE agency = $1 ORDER BY created_at, id`, [
      agency,
    ]);
    return { items: rows.map(viewOf) };
  }

  /** @throws 404 */
  async delete(agency: string, id: string): Promise<void> {
    const { rowCount } = await this.pool.query('DELETE FROM webhooks WHERE agency = $1 AND id = $2', [agency, id]);
    if (rowCount === 0) throw unknownWebhook(id);
  }

  /** The same command again rotates nothing. @throws 404 */
  async rotate(agency: string, id: string, { commandId }: CommandContext): Promise<RotatedSecret> {
    await this.pool.query(
      `UPDATE webhooks SET previous_secret = secret, previous_until = now() + ${OVERLAP}, secret = $4, rotated_by = $3
       WHERE agency = $1 AND id = $2 AND rotated_by IS DISTINCT FROM $3`,
      [agency, id, commandId, newSecret()],
    );
    const row = await this.known(agency, id);
    return { id, secret: row.secret, previousUntil: formatInstant(row.previous_until?.getTime() ?? Date.now()) };
  }

  /** What is pending is sent, from the first try on. @throws 404 */
  async enable(agency: string, id: string): Promise<WebhookView> {
    const row = await this.known(agency, id);
    if (row.state === 'active') return viewOf(row);
    await this.pool.query(`UPDATE webhooks SET state = 'active', disabled_because = NULL WHERE id = $1`, [id]);
    await this.pool.query(
      `UPDATE webhook_deliveries SET next_attempt_at = now(), failures = 0 WHERE webhook = $1 AND state = 'pending'`,
      [id],
    );
    return viewOf(await this.known(agency, id));
  }

  /** @throws 404 */
  async known(agency: string, id: string): Promise<WebhookRow> {
    const row = await this.find(agency, id);
    if (row === undefined) throw unknownWebhook(id);
    return row;
  }

  private async find(agency: string, id: string): Promise<WebhookRow | undefined> {
    const { rows } = await this.pool.query<WebhookRow>(`${WEBHOOKS} WHERE agency = $1 AND id = $2`, [agency, id]);
    return rows[0];
  }

  private checkAddress(url: string): void {
    try {
      checkUrl(url, this.config.integration?.webhookAllowPrivate ?? false);
    } catch (error) {
      if (!(error instanceof TargetRefused)) throw error;
      throw notAllowed(error.message);
    }
  }
}

const unknownWebhook = (id: string) => problems.notFound(`Webhook ${id} of this agency`);

const tooMany = () =>
  new ProblemError({
    status: 409,
    code: 'too-many-webhooks',
    title: 'The agency has too many webhooks',
    titleZh: '回调地址过多',
    detail: `An agency has at most ${MOST} webhooks: delete one that is not needed any more.`,
    detailZh: `每个单位最多登记 ${MOST} 个回调地址，请先删除不再使用的。`,
  });

const notAllowed = (why: string) =>
  new ProblemError({
    status: 422,
    code: 'url-not-allowed',
    title: 'This address is not called',
    titleZh: '该地址不允许回调',
    detail: `Give a public address that begins with https:// (${why}).`,
    detailZh: '请填写以 https:// 开头的公网地址。',
    field: 'url',
  });
