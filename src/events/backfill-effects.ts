import type { Instant } from '../time/index.js';
import type { IngestedEntry } from '../wire/index.js';
import { isSameCustomer, type CustomerNamed } from './customers.js';
import { dayOf, type StoredEvent } from './event-table.js';
import { isVisible, type BackfillState, type LogState } from './log-state.js';

/**
 * Closes a backfill: its events count from here on, and if it replaces, the events that existed until here no longer do.
 *
 * Existing are the events that anyone could see when it closed, not when it was created: until then nothing had changed,
 * and what came in meanwhile was reported in the same timeframe.
 */
export function reflect(state: LogState, id: string, at: Instant): void {
  const backfill = state.backfills.get(id);
  if (backfill === undefined || !state.open.delete(id)) return;
  if (backfill.terms.replace_existing_events) replaceExisting(state, backfill);
  state.backfills.set(id, { ...backfill, closed: true, close_time: at });
}

function replaceExisting(state: LogState, backfill: BackfillState): void {
  const { id } = backfill.terms;
  const kept = keptBy(backfill);
  for (const [key, event] of eventsWithin(state, backfill)) {
    if (kept.has(key) || !isExisting(state, event, id) || !isMeant(backfill, event)) continue;
    state.events.set(key, { ...event, replaced_by: [...event.replaced_by, id] });
  }
}

/** The stored events that were sent again with a backfill. */
function keptBy(backfill: BackfillState): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const batch of batchesOf(backfill)) for (const key of batch.kept) kept.add(key);
  return kept;
}

/** Neither one of its own events, nor another open backfill's, which are not there yet. */
function isExisting(state: LogState, event: StoredEvent, id: string): boolean {
  return event.backfill_id !== id && isVisible(state, event) && !event.replaced_by.includes(id);
}

function isMeant({ terms, filter }: BackfillState, { current, at }: StoredEvent): boolean {
  return isInScope(terms, current) && (filter === null || filter(current, at));
}

/** Whether a backfill is about an event's customer: it names that one, or none. */
export function isInScope(scope: CustomerNamed, event: CustomerNamed): boolean {
  const isEveryones = !scope.customer_id && !scope.external_customer_id;
  return isEveryones || isSameCustomer(scope, event);
}

/** Takes a backfill back: what it replaced counts again, and its keys are free, as if it had never been (L24). */
export function undo(state: LogState, id: string, at: Instant): void {
  const backfill = state.backfills.get(id);
  if (backfill === undefined || backfill.reverted_at !== null) return;
  bringBack(state, backfill);
  removeOwn(state, backfill);
  state.open.delete(id);
  state.backfills.set(id, { ...backfill, closed: false, reverted_at: at });
}

function bringBack(state: LogState, backfill: BackfillState): void {
  const { id } = backfill.terms;
  for (const [key, event] of eventsWithin(state, backfill)) {
    if (!event.replaced_by.includes(id)) continue;
    state.events.set(key, { ...event, replaced_by: event.replaced_by.filter((other) => other !== id) });
  }
}

function removeOwn(state: LogState, backfill: BackfillState): void {
  for (const { events } of batchesOf(backfill)) {
    for (const { idempotency_key: key } of events) {
      if (state.events.get(key)?.backfill_id === backfill.terms.id) state.events.remove(key);
    }
  }
}

function* batchesOf({ batches }: BackfillState): Iterable<IngestedEntry> {
  for (let batch = batches; batch !== null; batch = batch.earlier) yield batch.entry;
}

/** Half-open, as every timeframe; by day, so that a backfill looks at its own days alone. */
function eventsWithin(state: LogState, { start, end }: BackfillState): readonly (readonly [string, StoredEvent])[] {
  const found: (readonly [string, StoredEvent])[] = [];
  for (let day = dayOf(start); day <= dayOf(end); day += 1) {
    for (const key of state.events.keysOfDay(day)) {
      const event = state.events.get(key);
      if (event && event.at >= start && event.at < end) found.push([key, event]);
    }
  }
  return found;
}
