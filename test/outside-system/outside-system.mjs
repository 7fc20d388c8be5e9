// The system of another agency, as its own engineers would write it: plain kafkajs, nothing of ours (docs/integration.md).
// It accepts what is assigned, resolves it, and prints one JSON line for everything that it is told.
//
//   KAFKA_BROKERS=host:9093,… AGENCY=530902/tax \
//   KAFKA_CA=ca.pem KAFKA_CERTIFICATE=… KAFKA_KEY=… KAFKA_USERNAME=tax-hall KAFKA_PASSWORD=… node outside-system.mjs
import { readFileSync } from 'node:fs';
import kafkajs from 'kafkajs';

const { AGENCY, KAFKA_BROKERS, KAFKA_CA, KAFKA_CERTIFICATE, KAFKA_KEY, KAFKA_USERNAME, KAFKA_PASSWORD } = process.env;
const place = AGENCY.replace('/', '.');
const OUTBOUND = `sanban.outbound.${place}`;
const INBOUND = `sanban.inbound.${place}`;

const file = (path) => path && readFileSync(path, 'utf8');
const kafka = new kafkajs.Kafka({
  clientId: 'tax-hall',
  brokers: KAFKA_BROKERS.split(','),
  logLevel: kafkajs.logLevel.ERROR,
  ...(KAFKA_CA && { ssl: { ca: file(KAFKA_CA), cert: file(KAFKA_CERTIFICATE), key: file(KAFKA_KEY) } }),
  ...(KAFKA_USERNAME && {
    sasl: { mechanism: 'scram-sha-512', username: KAFKA_USERNAME, password: KAFKA_PASSWORD },
  }),
});
// The default partitioner is the Java client's: the same request is always in the same partition.
const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
const consumer = kafka.consumer({ groupId: `${place}.hall` });

/** In a real system a table, written together with the work: the same message may come again. */
const known = new Set();

/**
 * One answer to one message. Key and subject are the request. The id follows from what is answered, so that after a crash the
 * same answer has the same id again, and nothing happens twice.
 */
async function answer(fact, request, data, { ce_id, ce_correlationid }) {
  await producer.send({
    topic: INBOUND,
    acks: -1,
    messages: [
      {
        key: request,
        value: JSON.stringify({ agency: AGENCY, ...data }),
        headers: {
          'content-type': 'application/json',
          ce_specversion: '1.0',
          ce_id: `${ce_id}/${fact}`,
          ce_type: `sanban.inbound.${fact}.v1`,
          ce_source: 'https://tax.example/hall',
          ce_subject: request,
          ce_time: new Date().toISOString(),
          ce_correlationid,
          ce_causationid: ce_id,
        },
      },
    ],
  });
}

async function handle(type, { request, caseFile }, headers) {
  switch (type) {
    case 'sanban.outbound.assigned.v1':
      return answer('accepted', request, { caseFile }, headers);
    case 'sanban.outbound.accepted.v1': {
      const outcome = {
        summary: '退税款已到账',
        result: 'solved',
        evidence: [{ title: '退税凭证', reference: '临翔税退〔2022〕12号' }],
      };
      return answer('resolved', request, { caseFile, outcome }, headers);
    }
    // Everything else, and what a later version brings, is only noted.
  }
}

await producer.connect();
await consumer.connect();
await consumer.subscribe({ topic: OUTBOUND, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message: { headers, value } }) => {
    const id = headers.ce_id.toString();
    if (known.has(id)) return;
    const type = headers.ce_type.toString();
    const data = JSON.parse(value.toString());
    await handle(type, data, headers);
    known.add(id);
    console.log(JSON.stringify({ type, data }));
  },
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await consumer.disconnect();
    await producer.disconnect();
    process.exit(0);
  });
}
