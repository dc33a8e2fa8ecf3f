import { fail, refuse, shown, type Issues } from '../errors/index.js';
import { contains, formatInstant, millisPerDay, type Instant, type Period } from '../time/index.js';
import type { AmendEventResult, DeprecatedEventResult, EventLog, EventLogEntry } from '../wire/index.js';
import { bodyOf, checkFacts } from './check-body.js';
import { isSameCustomer, type Customers } from './customers.js';
import type { StoredEvent } from './event-table.js';
import { isDeprecated, isVisible, type Correction, type LogState } from './log-state.js';
import { isSameBody } from './same-body.js';

/** Under which terms events may be corrected. */
export type CorrectionTerms = {
  readonly at: Instant;
  readonly grace_millis: number;
  readonly limit: number;
  readonly customers: Customers | null;
  /** The billing periods of the customer's subscription, of which the current one and the one before it matter. */
  readonly periods: readonly Period[];
};

export type AmendRequest = CorrectionTerms & { readonly event_id: string; readonly event: unknown };
export type DeprecateRequest = CorrectionTerms & { readonly event_id: string };

/** Replaces what an event says; the original is kept in the log (§3 "Amend"). */
export function amend(
  state: LogState,
  request: AmendRequest,
): { readonly log: EventLog; readonly response: AmendEventResult } {
  const { event_id, at } = request;
  const stored = storedEvent(state, event_id);
  if (isDeprecated(stored)) {
    fail('event_id', 'event_deprecated', `${shown(event_id)} does not count any more, so it cannot be amended`);
  }
  const event = amendedBody(stored, request);
  const response = { amended: event_id };
  // Sent again, it is what it is already: no entry, and nothing against the limit.
  if (isSameBody({ event: stored.current, at: stored.at }, { event, at: stored.at })) return { log: state, response };
  checkTerms(state, stored, { ...request, kind: 'amended' });
  return { log: appended(state, { kind: 'amended', at: formatInstant(at), event_id, event }), response };
}

/** Takes an event out of what counts; it is kept in the log (§3 "Deprecate"). */
export function deprecate(
  state: LogState,
  request: DeprecateRequest,
): { readonly log: EventLog; readonly response: DeprecatedEventResult } {
  const { event_id, at, customers } = request;
  const stored = storedEvent(state, event_id);
  const response = { deprecated: event_id };
  if (stored.deprecated) return { log: state, response };
  const { customer_id: id } = stored.first;
  if (id !== null && customers !== null && !customers.holds(id)) {
    fail('event_id', 'customer_not_found', `${shown(event_id)} is of ${shown(id)}, which is none of the customers`);
  }
  checkTerms(state, stored, { ...request, kind: 'deprecated' });
  return { log: appended(state, { kind: 'deprecated', at: formatInstant(at), event_id }), response };
}

function appended({ entries }: LogState, entry: EventLogEntry): EventLog {
  return { entries: [...entries, entry] };
}

function storedEvent(state: LogState, event_id: string): StoredEvent {
  const stored = state.events.get(event_id);
  if (stored !== undefined && isVisible(state, stored)) return stored;
  return fail('event_id', 'event_not_found', `${shown(event_id)} is no event of this log; give its idempotency key`);
}

function amendedBody(stored: StoredEvent, { event: value, event_id, customers }: AmendRequest) {
  const issues: Issues = [];
  const at = checkFacts(value, 'event', { customers, issues });
  const members = value as { readonly [key: string]: unknown };
  if (issues.length === 0 && members['idempotency_key'] !== undefined) {
    fail('event.idempotency_key', 'invalid_type', 'An amendment is idempotent by design; leave the key out.');
  }
  refuse(issues);
  const event = bodyOf(members, event_id, at);
  if (at !== stored.at) {
    const message = `${event.timestamp} is not the event's ${stored.first.timestamp}; an amendment keeps the timestamp`;
    fail('event.timestamp', 'amend_mismatch', message);
  }
  if (!isSameCustomer(identified(event, customers), identified(stored.first, customers))) {
    fail('event', 'amend_mismatch', 'An amendment keeps the customer; deprecate the event and send another one.');
  }
  return event;
}

function identified(named: StoredEvent['first'], customers: Customers | null) {
  return customers?.identify(named) ?? named;
}

type Terms = CorrectionTerms & Pick<Correction, 'kind'>;

function checkTerms(state: LogState, stored: StoredEvent, terms: Terms): void {
  if (!isWithinReach(stored.at, terms)) {
    const message = 'is neither in the current billing period nor within grace of the previous one; use a backfill';
    fail('event_id', 'amend_window_closed', message);
  }
  const { limit, kind } = terms;
  if (countRecent(state, stored, terms) < limit) return;
  const message = `has ${limit} events ${kind} within 100 days, which is the limit; use a backfill`;
  fail('event_id', 'amend_limit', `The customer ${message}`);
}

/** §3: only in the current period, or in the previous one while its grace lasts. */
function isWithinReach(timestamp: Instant, { at, periods, grace_millis }: CorrectionTerms): boolean {
  const current = periods.find((period) => contains(period, at));
  if (current === undefined) return false;
  if (contains(current, timestamp)) return true;
  const previous = periods.filter(({ end }) => end <= current.start).reduce<Period | null>(later, null);
  if (previous === null || !contains(previous, timestamp)) return false;
  // <, because grace is a period of time like others: its end belongs to what follows.
  return at < previous.end + grace_millis;
}

function later(latest: Period | null, period: Period): Period {
  return latest !== null && latest.end >= period.end ? latest : period;
}

const limitedDays = 100;

function countRecent({ corrections }: LogState, stored: StoredEvent, { at, kind, customers }: Terms): number {
  const since = at - limitedDays * millisPerDay;
  const customer = identified(stored.first, customers);
  const isCounted = (correction: Correction): boolean =>
    correction.kind === kind &&
    correction.at > since &&
    isSameCustomer(customers?.identify(correction.customer) ?? correction.customer, customer);
  return corrections.filter(isCounted).length;
}
