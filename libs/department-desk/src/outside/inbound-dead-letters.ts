import { Inject, Injectable } from '@nestjs/common';
import type { Decider } from '@sanban/casework';
import type {
  DepartmentService,
  InboundDeadLetter,
  InboundDeadLetterPage,
  InboundDeadLetterQuery,
} from '@sanban/contracts';
import { systemPrincipal } from '@sanban/identity';
import {
  beforeSequence,
  Clock,
  CommandRunner,
  commandIdOf,
  PG_POOL,
  sequencePage,
  SERVICE_NAME,
} from '@sanban/service-kit';
import { formatInstant } from '@sanban/working-calendar';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { REJECTED, rejectionStreamPrefix, type Fault, type MessageRejected } from './inbound-rejection';

/** A message that changed nothing, and where it lies on the bus. */
export interface Refused {
  agency: string;
  fault: Fault;
  /** CloudEvents id and type, or the place and null. */
  id: string;
  type: string | null;
  key: string;
  topic: string;
  partition: number;
  offset: string;
  /** As it was received. */
  event: unknown;
  correlationid: string;
}

type Recorded = { type: typeof REJECTED; data: MessageRejected };

/** Says it once: whatever was said before in this stream, nothing follows. */
const rejections: Decider<boolean, MessageRejected, Recorded> = {
  initial: false,
  evolve: () => true,
  decide: (data, said) => (said ? [] : [{ type: REJECTED, data }]),
};

const INSERT = `
  INSERT INTO inbound_dead_letters (agency, topic, partition, "offset", message, type, key, code, reason, field, event, received_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING`;
const SELECT = `
  SELECT seq, message, type, key, topic, partition, "offset", code, reason, field, event, received_at AS at
  FROM inbound_dead_letters WHERE agency = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3`;

/** What was wrong with messages of agencies' own systems: kept, shown to the agency, and said to the sender. */
@Injectable()
export class InboundDeadLetters {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    @Inject(SERVICE_NAME) private readonly service: DepartmentService,
    @Inject(PG_POOL) private readonly pool: Pool,
  ) {}

  /** In the log first (from there the sender is told), then for the list. A repetition changes nothing. */
  async bury(refused: Refused, tx: Pool | PoolClient): Promise<void> {
    const { agency, fault, topic, partition, offset } = refused;
    const at = this.clock.now();
    const message = storable(refused.id);
    const key = z.uuid().safeParse(refused.key).success ? refused.key : agency;
    const commandId = commandIdOf(topic, `${partition}/${offset}`);
    await this.commands.run({
      decider: rejections,
      stream: `${rejectionStreamPrefix(this.service)}${commandId}`,
      command: () => ({ agency, message, messageType: refused.type, key, ...said(fault), at }),
      context: {
        commandId,
        fingerprint: '',
        principal: { ...systemPrincipal(this.service), agency },
        correlationId: refused.correlationid,
      },
      programme: null,
    });
    const { code, reason, field } = said(fault);
    const event = JSON.stringify(refused.event);
    await tx.query(INSERT, [
      ...[agency, topic, partition, offset, message, refused.type, storable(refused.key)],
      ...[code, reason, field, event, at],
    ]);
  }

  /** Newest first. @throws 400 `invalid-cursor` */
  async page(agency: string, { cursor, limit }: InboundDeadLetterQuery): Promise<InboundDeadLetterPage> {
    const { rows } = await this.pool.query<Row>(SELECT, [agency, beforeSequence(cursor), limit + 1]);
    const { items, next } = sequencePage(rows, limit);
    return {
      items: items.map((row) => letterOf(row)),
      next,
    };
  }
}

function letterOf({ at, ...row }: Row): InboundDeadLetter {
  const { message, type, key, topic, partition, offset, code, reason, field, event } = row;
  const receivedAt = formatInstant(at.getTime());
  return { message, type, key, topic, partition, offset, code, reason, field, receivedAt, event };
}

type Row = Omit<InboundDeadLetter, 'receivedAt'> & { at: Date; seq: string };

const said = ({ code, reason, field }: Fault): Fault => ({ code, reason: storable(reason).slice(0, 500), field });

/** PostgreSQL stores no NUL. */
const storable = (text: string): string => text.replaceAll('\0', '');
