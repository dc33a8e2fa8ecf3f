import { readDecimal } from '../../decimal/index.js';
import { pathAt, problem, shown, type Issues } from '../../errors/index.js';
import { readInstant, type Instant } from '../../time/index.js';
import type { EventInput } from '../../wire/index.js';

type Members = { readonly [key: string]: unknown };

/**
 * Checks one recorded event and returns its instant, or appends what is wrong with it and returns `undefined`.
 *
 * An event needs `event_name`, `timestamp` and `properties`; property values are strings, booleans, null, or numbers that
 * a decimal can hold (§3 "Ingest checks": `event_property`). The timestamp (`event_timestamp`) is ISO 8601 with `Z` or any
 * offset, since an instant's written offset is irrelevant (L27); without a zone it is UTC. What lies below a millisecond
 * is cut off, which no window with millisecond bounds can tell.
 */
export function checkEvent(event: unknown, path: string, issues: Issues): Instant | undefined {
  if (!isRecord(event)) {
    issues.push(problem(path, 'invalid_type', `An event is an object, not ${shown(event)}.`));
    return undefined;
  }
  const before = issues.length;
  checkTexts(event, path, issues);
  checkProperties(event['properties'], path, issues);
  const at = instantOf(event['timestamp'], path, issues);
  return issues.length === before ? at : undefined;
}

const optionalTexts = ['idempotency_key', 'id', 'customer_id', 'external_customer_id'];

function checkTexts(event: Members, path: string, issues: Issues): void {
  const name = event['event_name'];
  if (typeof name !== 'string' || name === '') issues.push(nameProblem(name, pathAt(path, 'event_name')));
  for (const key of optionalTexts) {
    const value = event[key];
    if (isOptionalText(value)) continue;
    issues.push(problem(pathAt(path, key), 'invalid_type', `An event's \`${key}\` is a string, not ${shown(value)}.`));
  }
}

function nameProblem(name: unknown, path: string): Issues[number] {
  if (name === undefined || name === null || name === '') {
    return problem(path, 'missing_field', 'An event needs an `event_name`.');
  }
  return problem(path, 'invalid_type', `An \`event_name\` is a string, not ${shown(name)}.`);
}

/** Whether `checkEvent` would find nothing but perhaps a bad timestamp: the same rules in the form that costs least. */
export function isSound(event: EventInput): boolean {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return false;
  if (typeof event.event_name !== 'string' || event.event_name === '') return false;
  return typeof event.timestamp === 'string' && hasSoundTexts(event) && hasSoundProperties(event.properties);
}

function hasSoundTexts(event: EventInput): boolean {
  return (
    isOptionalText(event.idempotency_key) &&
    isOptionalText(event.id) &&
    isOptionalText(event.customer_id) &&
    isOptionalText(event.external_customer_id)
  );
}

function isOptionalText(value: unknown): boolean {
  return typeof value === 'string' || value === undefined || value === null;
}

function hasSoundProperties(properties: unknown): boolean {
  if (!isRecord(properties)) return false;
  for (const key in properties) {
    const value = properties[key];
    // Texts are what nearly all properties are.
    if (typeof value !== 'string' && !isPlain(value)) return false;
  }
  return true;
}

function checkProperties(properties: unknown, path: string, issues: Issues): void {
  if (!isRecord(properties)) {
    const place = pathAt(path, 'properties');
    if (properties === undefined)
      issues.push(problem(place, 'missing_field', 'An event needs `properties`, be they {}.'));
    else issues.push(problem(place, 'event_property', `\`properties\` is an object, not ${shown(properties)}.`));
    return;
  }
  for (const key in properties) {
    const value = properties[key];
    if (isPlain(value)) continue;
    const fault = 'a property is a string, a boolean, null, or a number of at most 38 integer and 30 fraction digits';
    issues.push(problem(pathAt(pathAt(path, 'properties'), key), 'event_property', `Found ${shown(value)}; ${fault}.`));
  }
}

function isPlain(value: unknown): boolean {
  // Small whole numbers come next; what is no number has to be known first, because a symbol cannot be made one.
  if (typeof value === 'number') return value === (value | 0) || holdsInDecimal(value);
  return typeof value === 'string' || typeof value === 'boolean' || value === null;
}

// A double from 1e-13 to 1e38 has at most 17 digits, so at most 30 of them are behind the point: no need to print it.
function holdsInDecimal(value: number): boolean {
  const size = Math.abs(value);
  if ((size >= 1e-13 && size < 1e38) || size === 0) return true;
  return Number.isFinite(value) && readDecimal(value, '', []) !== undefined;
}

function instantOf(timestamp: unknown, path: string, issues: Issues): Instant | undefined {
  if (typeof timestamp !== 'string') {
    const code = timestamp === undefined || timestamp === null ? 'missing_field' : 'event_timestamp';
    const message = `An event needs a \`timestamp\` such as "2026-01-31T09:00:00Z", not ${shown(timestamp)}.`;
    issues.push(problem(pathAt(path, 'timestamp'), code, message));
    return undefined;
  }
  const faults: Issues = [];
  const at = readInstant(withZone(timestamp), '', faults);
  if (at === undefined) {
    const message = `Found ${shown(timestamp)}; a timestamp is written like "2026-01-31T09:00:00Z".`;
    issues.push(problem(pathAt(path, 'timestamp'), 'event_timestamp', message));
  }
  return at;
}

const zoneless = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;

// §3: a zone-less timestamp is UTC. `Z` is what nearly every event says, so it is asked for first.
function withZone(timestamp: string): string {
  if (timestamp.endsWith('Z') || !zoneless.test(timestamp)) return timestamp;
  return `${timestamp.replace(' ', 'T')}Z`;
}

function isRecord(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
