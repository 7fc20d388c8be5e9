import type { z } from 'zod';
import { inboundFacts, type InboundFact, type InboundFactData } from './inbound-events';
import { faultsOf, unreadable, type Readable, type Unreadable } from './unreadable';

/** An answer of another agency's system, told apart by `fact`. */
export type InboundEvent<Only extends InboundFact = InboundFact> = {
  [Fact in Only]: { fact: Fact; data: InboundFactData<Fact> };
}[Only];

// Stated by fact, so that the compiler sees which data belongs to which fact.
const schemas: { [Fact in InboundFact]: z.ZodType<InboundFactData<Fact>> } = inboundFacts;
const isInboundFact = (fact: string): fact is InboundFact => Object.hasOwn(inboundFacts, fact);

/** As `parseIntegrationEvent`, for what arrives on an inbound topic. */
export function parseInboundEvent({
  type,
  data,
}: {
  type: string;
  data: unknown;
}): Readable<InboundEvent> | Unreadable {
  const [, fact, version] = /^sanban\.inbound\.([a-z-]+)\.v(\d+)$/.exec(type) ?? [];
  if (fact === undefined || !isInboundFact(fact)) {
    const known = Object.keys(inboundFacts).join(', ');
    return unreadable('unknown-type', `${type} is none of sanban.inbound.<fact>.v1 with the facts ${known}`);
  }
  if (version !== '1') return unreadable('unknown-version', `${type}: version 1 is read here`);
  return read(type, fact, data);
}

function read<Fact extends InboundFact>(
  type: string,
  fact: Fact,
  data: unknown,
): Readable<InboundEvent<Fact>> | Unreadable {
  const parsed = schemas[fact].safeParse(data);
  if (!parsed.success) return faultsOf(type, parsed.error);
  const event: InboundEvent<Fact> = { fact, data: parsed.data };
  return { readable: true, event };
}
