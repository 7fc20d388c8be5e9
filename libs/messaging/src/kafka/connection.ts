import { readFileSync } from 'node:fs';
import { Kafka, logLevel, type KafkaConfig, type LogEntry, type SASLOptions } from 'kafkajs';
import { z } from 'zod';
import './freeze-guard';
import { socketFactory } from './socket';
import './timer-guard';

const file = z.string().min(1, 'must name a PEM file');

/** How to reach Kafka: from the environment or a file, so that a wrong entry is named before anything is opened. */
export const kafkaConnection = z.object({
  /** `host:port` of some brokers; the others are learnt from them. */
  brokers: z.array(z.string().regex(/^[^\s:/]+:\d{1,5}$/, 'must be host:port')).min(1),
  /** TLS when present; without `ca` the machine's own authorities count. Certificate and key where the broker asks for them. */
  tls: z.strictObject({ ca: file.optional(), certificate: file.optional(), key: file.optional() }).optional(),
  sasl: z
    .strictObject({
      mechanism: z.enum(['scram-sha-512', 'plain']),
      username: z.string().min(1),
      password: z.string().min(1),
    })
    .optional(),
});
export type KafkaConnection = z.infer<typeof kafkaConnection>;

/** What kafkajs has to say, for operators; it never holds a message's content. */
export type KafkaLog = (level: 'warn' | 'error', message: string) => void;

/** A broker that does not answer a request for this long is taken for gone. */
export const REQUEST_TIMEOUT_MS = 5_000;

const SELDOM_MS = 60_000;

/** Quick to notice: who asks repeats by itself. */
const QUICK = { retries: 3, initialRetryTime: 100, maxRetryTime: 500 };

/**
 * For members of a group: as long as it takes until another broker coordinates the group. A member that gave up sooner would
 * come back as a new one, and the group would wait for the old one until its session is over.
 */
export const PATIENT = { retries: 20, initialRetryTime: 100, maxRetryTime: 500 };

/** A client of its own for each use: kafkajs shares a group's offsets among all consumers of one. */
export function kafkaClient(
  connection: KafkaConnection,
  clientId: string,
  log: KafkaLog,
  { retry = QUICK, sockets = socketFactory } = {},
): Kafka {
  const { brokers, tls, sasl } = kafkaConnection.parse(connection);
  const config: KafkaConfig = {
    brokers,
    clientId,
    // Under load a handshake takes longer than the default of a second.
    connectionTimeout: 3_000,
    authenticationTimeout: REQUEST_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry,
    socketFactory: sockets,
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => {
      if (!isEcho(entry)) log(entry.level === logLevel.ERROR ? 'error' : 'warn', lineOf(entry));
    },
  };
  if (tls) config.ssl = pemOptions(tls);
  if (sasl) config.sasl = saslOptions(sasl);
  return new Kafka(config);
}

function pemOptions({ ca, certificate, key }: NonNullable<KafkaConnection['tls']>) {
  return {
    ...(ca !== undefined && { ca: readFileSync(ca, 'utf8') }),
    ...(certificate !== undefined && { cert: readFileSync(certificate, 'utf8') }),
    ...(key !== undefined && { key: readFileSync(key, 'utf8') }),
  };
}

function saslOptions({ mechanism, username, password }: NonNullable<KafkaConnection['sasl']>): SASLOptions {
  return mechanism === 'plain' ? { mechanism, username, password } : { mechanism, username, password };
}

/** Each refusal of a broker is thrown as well, and told of by whoever asked. */
const isEcho = ({ namespace, log }: LogEntry): boolean =>
  namespace === 'Connection' && log.message.startsWith('Response ');

/** The same line once a minute: brokers that are away are tried again and again. */
export function seldom(log: KafkaLog): KafkaLog {
  const told = new Map<string, number>();
  return (level, message) => {
    const now = performance.now();
    for (const [line, at] of told) if (now - at > SELDOM_MS) told.delete(line);
    if (told.has(message)) return;
    told.set(message, now);
    log(level, message);
  };
}

/** kafkajs adds stacks and whole payloads of its protocol: people need the sentence. */
function lineOf({ namespace, log }: LogEntry): string {
  const detail: unknown = log['error'];
  const more = typeof detail === 'string' && !log.message.includes(detail) ? `: ${detail}` : '';
  return `kafka ${namespace}: ${log.message}${more}`.slice(0, 500);
}
