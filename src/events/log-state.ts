import { fail, isObject } from '../errors/index.js';
import type { EventFilter } from '../metrics/index.js';
import type { Instant } from '../time/index.js';
import type { EventLog, EventLogEntry, IngestedEntry, LoggedBackfill } from '../wire/index.js';
import type { CustomerNamed } from './customers.js';
import { createEventTable, type EventTable, type StoredEvent } from './event-table.js';

/** A backfill as far as it has come. */
export type BackfillState = {
  readonly terms: LoggedBackfill;
  readonly start: Instant;
  readonly end: Instant;
  readonly filter: EventFilter | null;
  readonly created_at: Instant;
  /** When it closed, or will by itself. */
  readonly close_time: Instant;
  readonly closed: boolean;
  readonly reverted_at: Instant | null;
  readonly events_ingested: number;
  readonly batches: Batches | null;
};

/** The batches sent with a backfill, the latest first; a chain, because appending to it changes no earlier state. */
export type Batches = { readonly entry: IngestedEntry; readonly earlier: Batches | null };

/** An amendment or a deprecation, which are limited per customer (§3 "Amend"). */
export type Correction = {
  readonly kind: 'amended' | 'deprecated';
  readonly at: Instant;
  readonly customer: CustomerNamed;
};

/** What the entries of a log come to. */
export type LogState = {
  readonly entries: readonly EventLogEntry[];
  readonly events: EventTable;
  readonly backfills: Map<string, BackfillState>;
  /** The ids of the backfills that are neither closed nor reverted. */
  readonly open: Set<string>;
  readonly corrections: Correction[];
  /** The latest time told by an entry; time never goes back in a log. */
  now: Instant;
  sequence: number;
};

// Not enumerable, so that a copy loses it; the same in every entry point of the package.
const brand = /*#__PURE__*/ Symbol.for('reckoner.EventIndex');

/** What the first `length` entries of a log come to, kept so that a request need not read them again. */
export type EventIndex = { readonly length: number; readonly state: LogState };

/** Whether a value is an index as it was made; what was copied, or written down and read back, is not. */
export function isEventIndex(value: unknown): value is EventIndex {
  return isObject(value) && brand in value;
}

const longAgo = -Infinity as Instant;

/** The state before any entry, or after those that the index covers; the index stays as it is. */
export function openState({ entries }: EventLog, index: EventIndex | null): LogState {
  if (index === null) {
    const events = createEventTable();
    return { entries, events, backfills: new Map(), open: new Set(), corrections: [], now: longAgo, sequence: 0 };
  }
  refuseForeignIndex(entries, index);
  const { events, backfills, open, corrections, now, sequence } = index.state;
  return {
    entries,
    events: createEventTable(events),
    backfills: new Map(backfills),
    open: new Set(open),
    corrections: [...corrections],
    now,
    sequence,
  };
}

/** A log only grows, so an index of its beginning fits it for ever; one of another log would let repeats through. */
function refuseForeignIndex(entries: readonly EventLogEntry[], { length, state }: EventIndex): void {
  const ours = entries[length - 1];
  const theirs = state.entries[length - 1];
  if (entries.length >= length && ours?.at === theirs?.at && ours?.kind === theirs?.kind) return;
  const message = 'was made from another log; make one from this log with indexEventLog, or leave it out';
  fail('index', 'invalid_reference', message);
}

/** Keeps a state as an index of all its entries. */
export function eventIndex(state: LogState): EventIndex {
  return Object.defineProperty({ length: state.entries.length, state }, brand, { value: true });
}

/** Whether an event was stored for all to see: a backfill's events are invisible before it closes (§3 "Backfill"). */
export function isVisible({ backfills }: LogState, { backfill_id }: StoredEvent): boolean {
  return backfill_id === null || backfills.get(backfill_id)?.closed === true;
}

/** Whether an event no longer counts: it was deprecated, or a backfill replaced it. */
export function isDeprecated({ deprecated, replaced_by }: StoredEvent): boolean {
  return deprecated || replaced_by.length > 0;
}
