import type { JsonObject } from './port';
import type { RecordedEvent } from './recorded-event';

/** Brings the data of one type from one schema version to the next. Chained on reading; what is stored never changes. */
export interface Upcaster {
  type: string;
  /** The version that it takes; it gives `from + 1`. */
  from: number;
  upcast(data: JsonObject): JsonObject;
}

/**
 * An event that its upcaster fails on is handed over all the same, {@link RecordedEvent.unreadable}: the reading of the log goes
 * on, and a subscription parks it alone.
 * @throws when two upcasters start from the same type and version.
 */
export function upcasting(upcasters: readonly Upcaster[]): (event: RecordedEvent) => RecordedEvent {
  const steps = new Map<string, Upcaster>();
  for (const upcaster of upcasters) {
    const key = stepKey(upcaster.type, upcaster.from);
    if (steps.has(key)) throw new Error(`two upcasters for ${upcaster.type} from schema version ${upcaster.from}`);
    steps.set(key, upcaster);
  }
  if (steps.size === 0) return (event) => event;
  return (event) => {
    for (;;) {
      const step = steps.get(stepKey(event.type, event.schemaVersion));
      if (step === undefined) return event;
      try {
        event = event.raised(event.schemaVersion + 1, step.upcast(event.data));
      } catch (error) {
        return event.unreadable(failed(event, error));
      }
    }
  };
}

const failed = ({ id, type, schemaVersion }: RecordedEvent, cause: unknown): Error => {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Error(`event ${id} (${type}) cannot be read: its upcaster from schema version ${schemaVersion}: ${why}`, {
    cause,
  });
};

const stepKey = (type: string, version: number): string => `${version} ${type}`;
