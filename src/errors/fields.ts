import type { ErrorCode } from './codes.js';
import { caution, problem, type Issue, type Issues } from './issue.js';
import { pathAt, shown } from './path.js';

/** Where something stands: a step from where its owner stands. Its path is written only when there is a fault to tell. */
export type Place = { readonly owner: Place | null; readonly step: string | number };

/** Which keys of each object were asked for, in the order of opening: the others mean nothing to the reader. */
export type KeyWatch = Map<Fields, Set<string>>;

/**
 * An untrusted object while it is being read: what it holds, where it stands, and the list of faults.
 *
 * Readers never throw. On a fault they append an issue and return something harmless, so that one pass finds every
 * fault. Only own properties count.
 */
export type Fields = {
  readonly value: Readonly<Record<string, unknown>>;
  readonly place: Place;
  readonly issues: Issues;
  readonly watch: KeyWatch | null;
};

/** A code and a sentence, still without a place. */
export type Fault = Pick<Issue, 'code' | 'message'>;

/** The place of an argument, or of a step below another place. */
export function placeOf(step: string | number, owner: Place | null = null): Place {
  return { owner, step };
}

/** The path of a place, as issues tell it. */
export function pathOf({ owner, step }: Place): string {
  return owner === null ? String(step) : pathAt(pathOf(owner), step);
}

/** Opens an object for reading; anything else is a fault and yields null. */
export function openFields(value: unknown, place: Place, into: Pick<Fields, 'issues' | 'watch'>): Fields | null {
  if (isObject(value)) {
    const fields = { value, place, issues: into.issues, watch: into.watch };
    into.watch?.set(fields, new Set());
    return fields;
  }
  into.issues.push({ path: pathOf(place), severity: 'error', ...wanting(value, 'an object') });
  return null;
}

/** Opens the object at a key, which has to be there. */
export function openChild(fields: Fields, key: string): Fields | null {
  return openFields(valueAt(fields, key), placeOf(key, fields.place), fields);
}

/** Opens the object at a key where there is one: absent and null read as null. */
export function optionalChild(fields: Fields, key: string): Fields | null {
  return isGiven(valueAt(fields, key)) ? openChild(fields, key) : null;
}

/** Opens the entries of the list at a key; what is no object is a fault and left out. */
export function openEntries(fields: Fields, key: string, list: readonly unknown[]): readonly Fields[] {
  const place = placeOf(key, fields.place);
  const entries: Fields[] = [];
  // By position, because `map` would pass over the holes of a sparse array in silence.
  for (let position = 0; position < list.length; position += 1) {
    const entry = openFields(list[position], placeOf(position, place), fields);
    if (entry !== null) entries.push(entry);
  }
  return entries;
}

/** Whether a value is an object that is no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a field says anything: undefined and null say nothing. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The value at a key. */
export function valueAt(fields: Fields, key: string): unknown {
  fields.watch?.get(fields)?.add(key);
  const value = fields.value[key];
  // Most keys that are asked for are absent, and to look twice is much of what reading a document costs.
  return value !== undefined && Object.hasOwn(fields.value, key) ? value : undefined;
}

/** The path of a key. */
export function pathAtKey(fields: Fields, key: string): string {
  return pathAt(pathOf(fields.place), key);
}

/** Appends a fault at a key. */
export function report(fields: Fields, key: string, fault: Fault): void {
  fields.issues.push(problem(pathAtKey(fields, key), fault.code, fault.message));
}

/** The fault of a value that is missing, or is not what it should be. */
export function wanting(value: unknown, wanted: string): Fault {
  const code: ErrorCode = isGiven(value) ? 'invalid_type' : 'missing_field';
  return { code, message: `is ${isGiven(value) ? shown(value) : 'missing'}; give ${wanted}` };
}

/** An optional text: absent and null read as null. */
export function optionalText(fields: Fields, key: string): string | null {
  const text = valueAt(fields, key);
  if (typeof text === 'string') return text;
  if (isGiven(text)) report(fields, key, wanting(text, 'a text'));
  return null;
}

/** A required text that is not empty; a fault reads as the empty text. */
export function requiredText(fields: Fields, key: string): string {
  const text = valueAt(fields, key);
  if (typeof text === 'string' && text !== '') return text;
  report(fields, key, wanting(text, 'a text that is not empty'));
  return '';
}

/** An optional boolean: absent and null read as false. */
export function optionalFlag(fields: Fields, key: string): boolean {
  const flag = valueAt(fields, key);
  if (isGiven(flag) && typeof flag !== 'boolean') report(fields, key, wanting(flag, 'true or false'));
  return flag === true;
}

/** A field nobody reads would be lost silently, so it is a fault that lists the fields there are. */
export function refuseUnknown(fields: Fields, known: readonly string[]): void {
  for (const key of Object.keys(fields.value)) {
    if (known.includes(key)) continue;
    report(fields, key, { code: 'invalid_type', message: `is not known here; the fields are ${known.join(', ')}` });
  }
}

// Enough warnings to see what is wrong; a document of nothing but unknown keys is not repeated whole.
const mostWarnings = 100;

/** Warns of every key that was opened for reading and never asked for, in the order of the document. */
export function warnOfUnknown(watch: KeyWatch, issues: Issues, warning: Fault): void {
  let room = mostWarnings;
  for (const [fields, asked] of watch) {
    const unknown = Object.keys(fields.value).filter((key) => !asked.has(key));
    for (const key of unknown.slice(0, room)) {
      issues.push(caution(pathAtKey(fields, key), warning.code, warning.message));
    }
    room -= Math.min(room, unknown.length);
  }
}
