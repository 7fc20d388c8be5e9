import type { JsonObject, JsonValue } from '@sanban/event-store';

/** Event data that would come out of the store as something else (a Date, a Map, NaN) is a fault of the decider. */
export function toJson(data: object): JsonObject {
  if (isJsonObject(data)) return data;
  throw new TypeError('event data must be plain JSON');
}

function isJsonObject(value: object): value is JsonObject {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isJson);
}

function isJson(value: unknown): value is JsonValue | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      return (
        value === null ||
        (Array.isArray(value) ? value.every((item) => item !== undefined && isJson(item)) : isJsonObject(value))
      );
    default:
      return false;
  }
}
