import { isObject, pathAt, problem, shown, type Issues } from '../errors/index.js';
import { checkEvent } from '../metrics/index.js';
import { formatInstant, millisPerMinute, type Instant } from '../time/index.js';
import type { EventProperties, LoggedEvent } from '../wire/index.js';
import { isInScope } from './backfill-effects.js';
import type { IngestTerms } from './ingest-terms.js';
import type { Customers } from './customers.js';

/** An event in the form in which it is stored. */
export type CheckedBody = { readonly event: LoggedEvent; readonly at: Instant };

type Members = { readonly [key: string]: unknown };
type Check = { readonly terms: IngestTerms; readonly issues: Issues };

const fields = ['idempotency_key', 'customer_id', 'external_customer_id', 'event_name', 'timestamp', 'properties'];

/**
 * Checks one event to be ingested; every fault becomes an issue (§3 "Ingest checks").
 *
 * Beyond what a recorded event needs: a key, exactly one customer, UTC, a time near now, and nothing that would be lost.
 */
export function checkBody(value: unknown, path: string, { terms, issues }: Check): CheckedBody | null {
  const at = checkFacts(value, path, { customers: terms.customers, issues });
  if (!isObject(value)) return null;
  const key = value['idempotency_key'];
  if (key === undefined || key === null || key === '') {
    const message = 'An event needs an `idempotency_key` that is its own; a repeat under the same key counts once.';
    issues.push(problem(pathAt(path, 'idempotency_key'), 'missing_field', message));
  }
  const event = bodyOf(value, typeof key === 'string' ? key : '', at);
  if (at === undefined) return { event, at: terms.at };
  checkTime(at, pathAt(path, 'timestamp'), { terms, issues });
  checkScope({ event, at }, path, { terms, issues });
  return { event, at };
}

/** What is asked of an ingested event and of an amended one alike; returns the instant if it can be read. */
export function checkFacts(
  value: unknown,
  path: string,
  { customers, issues }: { readonly customers: Customers | null; readonly issues: Issues },
): Instant | undefined {
  const at = checkEvent(value, path, issues);
  if (!isObject(value)) return undefined;
  for (const key of Object.keys(value)) {
    if (fields.includes(key)) continue;
    const message = `An event has no \`${key.slice(0, 60)}\`; its fields are ${fields.join(', ')}. Put your own into properties.`;
    issues.push(problem(pathAt(path, key), 'invalid_type', message));
  }
  checkNulls(value['properties'], pathAt(path, 'properties'), issues);
  checkOffset(value['timestamp'], pathAt(path, 'timestamp'), issues);
  checkCustomer(value, path, { customers, issues });
  return at;
}

/** The event as it is stored: its timestamp in UTC, one customer reference, properties as they came. */
export function bodyOf(value: Members, idempotency_key: string, at: Instant | undefined): LoggedEvent {
  return {
    idempotency_key,
    customer_id: textOf(value['customer_id']),
    external_customer_id: textOf(value['external_customer_id']),
    event_name: textOf(value['event_name']) ?? '',
    timestamp: at === undefined ? '' : formatInstant(at),
    properties: (value['properties'] ?? {}) as EventProperties,
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

// A recorded event may hold a null; a new one says nothing by leaving the property out (§3: string, number, boolean).
function checkNulls(properties: unknown, path: string, issues: Issues): void {
  if (!isObject(properties)) return;
  for (const key in properties) {
    if (properties[key] !== null) continue;
    const message = 'A property is a string, a number or a boolean; leave it out where there is nothing to say.';
    issues.push(problem(pathAt(path, key), 'event_property', message));
  }
}

const writtenOffset = /[+-](\d\d:?\d\d)$/;

/** §3: timestamps are sent in UTC; another offset is more often a mistake than a wish. */
function checkOffset(timestamp: unknown, path: string, issues: Issues): void {
  if (typeof timestamp !== 'string' || timestamp.endsWith('Z') || !timestamp.includes(':')) return;
  const offset = writtenOffset.exec(timestamp)?.[1];
  if (offset === undefined || Number(offset.replace(':', '')) === 0) return;
  const message = `${shown(timestamp)} has an offset; send it in UTC, such as "2026-01-31T09:00:00Z".`;
  issues.push(problem(path, 'event_timestamp', message));
}

function checkCustomer(
  value: Members,
  path: string,
  { customers, issues }: { readonly customers: Customers | null; readonly issues: Issues },
): void {
  const { customer_id: id, external_customer_id: external } = value;
  if (isNamed(id) === isNamed(external)) {
    const message = 'An event names exactly one of `customer_id` and `external_customer_id`.';
    issues.push(problem(path, 'event_customer', message));
  } else if (typeof id === 'string' && customers !== null && !customers.holds(id)) {
    // An unknown external id is kept for the customer who will be created with it.
    const message = `There is no customer ${shown(id)}; create it, or send external_customer_id.`;
    issues.push(problem(pathAt(path, 'customer_id'), 'customer_not_found', message));
  }
}

function isNamed(reference: unknown): boolean {
  return typeof reference === 'string' && reference !== '';
}

const futureMillis = 5 * millisPerMinute;

function checkTime(at: Instant, path: string, { terms, issues }: Check): void {
  // ≤ on both sides: five minutes ahead and the whole grace period back are still allowed (§3).
  if (at > terms.at + futureMillis) {
    const message = `${formatInstant(at)} is more than 5 minutes ahead of ${formatInstant(terms.at)}; send it once it has come.`;
    issues.push(problem(path, 'event_in_future', message));
  }
  // Grace does not apply to backfills, which are made for what came too late.
  if (terms.backfill !== null || at >= terms.at - terms.grace_millis) return;
  const message = `${formatInstant(at)} is before the grace period; report it with a backfill.`;
  issues.push(problem(path, 'event_too_old', message));
}

function checkScope({ event, at }: CheckedBody, path: string, { terms, issues }: Check): void {
  const { backfill, customers } = terms;
  if (backfill === null) return;
  // Half-open (§3): the end of the timeframe belongs to what follows.
  if (at < backfill.start || at >= backfill.end) {
    const message = `${formatInstant(at)} is outside the backfill, from ${backfill.terms.timeframe_start} to before ${backfill.terms.timeframe_end}.`;
    issues.push(problem(pathAt(path, 'timestamp'), 'event_timestamp', message));
  }
  if (isInScope(backfill.terms, customers?.identify(event) ?? event)) return;
  const message = "The backfill is another customer's; send the event with a backfill of its own customer.";
  issues.push(problem(path, 'event_customer', message));
}
