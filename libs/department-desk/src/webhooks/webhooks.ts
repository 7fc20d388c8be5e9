import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CreateWebhookBody, RotatedSecret, WebhookList, WebhookView, WebhookWithSecret } from '@sanban/contracts';
import { Once, PG_POOL, SERVICE_CONFIG, type CommandContext, type ServiceConfig } from '@sanban/service-kit';
import { formatInstant } from '@sanban/working-calendar';
import type { Pool } from 'pg';
import type { EntityManager } from 'typeorm';
import { newSecret } from './signature';
import { checkUrl, TargetRefused } from './target';
import { MOST, notAllowed, secretReplaced, tooMany, unknownWebhook } from './webhook-problems';
import { viewOf, WEBHOOKS, type WebhookRow } from './webhook-row';

/** How long the secret before the last signs too. */
const OVERLAP = `interval '24 hours'`;

/** An agency's webhooks. The secret must be readable here, for it signs: the database's role and backups guard it. */
@Injectable()
export class Webhooks {
  constructor(
    @Inject(PG_POOL) private readonly pool: Pool,
    private readonly once: Once,
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
  ) {}

  /**
   * The same command again gives the first answer again, with the secret: whoever lost the answer can repeat it.
   * @throws 409 `too-many-webhooks`, `secret-replaced`, 422 `url-not-allowed`, `idempotency-key-reused`
   */
  async create(agency: string, body: CreateWebhookBody, context: CommandContext): Promise<WebhookWithSecret> {
    this.checkAddress(body.url);
    const secret = newSecret();
    const { answer, repeated } = await this.once.run(context, async (manager) => {
      const id = randomUUID();
      const created = await manager.query<unknown[]>(
        `INSERT INTO webhooks (id, agency, url, types, description, secret, secret_by)
         SELECT $1, $2, $3, $4, $5, $6, $7 WHERE (SELECT count(*) FROM webhooks WHERE agency = $2) < ${MOST}
         RETURNING id`,
        [id, agency, body.url, body.types, body.description, secret, context.commandId],
      );
      if (created.length === 0) throw tooMany();
      return viewOf(await knownIn(manager, agency, id));
    });
    return { ...answer, secret: repeated ? await this.secretOf(answer.id, context) : secret };
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

  /** @throws 404, 409 `secret-replaced`, 422 `idempotency-key-reused` */
  async rotate(agency: string, id: string, context: CommandContext): Promise<RotatedSecret> {
    const secret = newSecret();
    const { answer, repeated } = await this.once.run(context, async (manager) => {
      await manager.query(
        `UPDATE webhooks SET previous_secret = secret, previous_until = now() + ${OVERLAP}, secret = $3, secret_by = $4
         WHERE agency = $1 AND id = $2`,
        [agency, id, secret, context.commandId],
      );
      const { previous_until: until } = await knownIn(manager, agency, id);
      return { id, previousUntil: formatInstant(until?.getTime() ?? Date.now()) };
    });
    return { ...answer, secret: repeated ? await this.secretOf(id, context) : secret };
  }

  /** What is pending is sent, from the first try on. @throws 404, 422 `idempotency-key-reused` */
  async enable(agency: string, id: string, context: CommandContext): Promise<WebhookView> {
    const { answer } = await this.once.run(context, async (manager) => {
      const row = await knownIn(manager, agency, id);
      if (row.state === 'active') return viewOf(row);
      // Deliveries before their webhook, as what came of a try is written down.
      await manager.query(
        `UPDATE webhook_deliveries SET next_attempt_at = now(), failures = 0 WHERE webhook = $1 AND state = 'pending'`,
        [id],
      );
      await manager.query(`UPDATE webhooks SET state = 'active', disabled_because = NULL WHERE id = $1`, [id]);
      return viewOf(await knownIn(manager, agency, id));
    });
    return answer;
  }

  /** @throws 404 */
  async known(agency: string, id: string): Promise<WebhookRow> {
    const { rows } = await this.pool.query<WebhookRow>(`${WEBHOOKS} WHERE agency = $1 AND id = $2`, [agency, id]);
    const [row] = rows;
    if (row === undefined) throw unknownWebhook(id);
    return row;
  }

  /** It stands in one place only: of a command whose secret has gone from there, the answer cannot be given again. */
  private async secretOf(id: string, { commandId }: CommandContext): Promise<string> {
    const { rows } = await this.pool.query<{ secret: string }>(
      'SELECT secret FROM webhooks WHERE id = $1 AND secret_by = $2',
      [id, commandId],
    );
    const [row] = rows;
    if (row === undefined) throw secretReplaced();
    return row.secret;
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

/** As the transaction sees it. @throws 404 */
async function knownIn(manager: EntityManager, agency: string, id: string): Promise<WebhookRow> {
  const [row] = await manager.query<WebhookRow[]>(`${WEBHOOKS} WHERE agency = $1 AND id = $2`, [agency, id]);
  if (row === undefined) throw unknownWebhook(id);
  return row;
}
