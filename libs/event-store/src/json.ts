import { InvalidEvent } from './port';

/** Far below what `JSON.stringify` and PostgreSQL can follow, and what the bus takes, too. */
const MAX_LEVELS = 200;

/** Neither NUL nor half of a surrogate pair is in a text of PostgreSQL, and of few others. */
const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
/** How either looks in JSON, where an innocent backslash may look like it too. Most JSON has no such escape at all. */
const isSuspicious = (json: string): boolean => json.includes('\\u') && /\\u(?:0000|d[89a-f])/.test(json);

/**
 * The JSON of a value that will come back as it went in: a key whose value is undefined is left out, -0 becomes 0.
 * @param name of the value, for the message.
 * @throws InvalidEvent with the place of what JSON, or a database's text, cannot hold.
 */
export function toJson(value: unknown, name: string): string {
  refuse(findFault(value, false, MAX_LEVELS), name);
  const json = JSON.stringify(value);
  // Each text is looked at only where the whole gives reason to.
  if (isSuspicious(json)) refuse(findFault(value, true, MAX_LEVELS), name);
  return json;
}

/** @throws InvalidEvent when the text holds a NUL character or half of a surrogate pair. */
export function assertText(text: string, name: string): void {
  refuse(textFault(text), name);
}

/** Where in the value, and what is wrong there. */
interface Fault {
  path: string;
  problem: string;
}

function refuse(fault: Fault | undefined, name: string): void {
  if (fault !== undefined) throw new InvalidEvent(`${name}${fault.path} ${fault.problem}`);
}

/** @param levels so many lists and objects may still stand in one another. */
function findFault(value: unknown, texts: boolean, levels: number): Fault | undefined {
  switch (typeof value) {
    case 'string':
      return texts ? textFault(value) : undefined;
    case 'number':
      return Number.isFinite(value) ? undefined : { path: '', problem: `is ${value}, which JSON cannot hold` };
    case 'boolean':
      return undefined;
    case 'object':
      if (value === null) return undefined;
      if (levels === 0) return { path: '', problem: `is nested deeper than ${MAX_LEVELS} levels` };
      return Array.isArray(value) ? faultInArray(value, texts, levels) : faultInObject(value, texts, levels);
    default:
      return { path: '', problem: `is ${typeof value}, which JSON cannot hold` };
  }
}

function textFault(text: string): Fault | undefined {
  if (isStorable(text)) return undefined;
  const problem = 'holds a NUL character or half of a surrogate pair, which cannot be stored as text';
  return { path: '', problem };
}

function faultInArray(items: readonly unknown[], texts: boolean, levels: number): Fault | undefined {
  for (let index = 0; index < items.length; index += 1) {
    const fault = findFault(items[index], texts, levels - 1);
    if (fault !== undefined) return { ...fault, path: `[${index}]${fault.path}` };
  }
  return undefined;
}

function faultInObject(value: object, texts: boolean, levels: number): Fault | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    return { path: '', problem: `is a ${value.constructor.name}, not a plain object: it would not come back as one` };
  }
  // Not Object.entries, which makes an array for each key: every event of every append comes through here.
  for (const key of Object.keys(value)) {
    const item: unknown = Reflect.get(value, key);
    if (item !== undefined) {
      const fault = (texts ? textFault(key) : undefined) ?? findFault(item, texts, levels - 1);
      if (fault !== undefined) return { ...fault, path: `.${key}${fault.path}` };
    }
  }
  return undefined;
}
