import type { EventProperties, IngestionResponse } from './event.js';
import type { DateTimeText } from './text.js';

/** An event as a log keeps it: exactly one of the two customer references is set, and the timestamp is UTC. */
export type LoggedEvent = {
  readonly idempotency_key: string;
  readonly customer_id: string | null;
  readonly external_customer_id: string | null;
  readonly event_name: string;
  readonly timestamp: DateTimeText;
  readonly properties: EventProperties;
};

/** What a backfill was opened for; a scope without a customer is every customer's. */
export type LoggedBackfill = {
  readonly id: string;
  readonly timeframe_start: DateTimeText;
  readonly timeframe_end: DateTimeText;
  readonly close_time: DateTimeText;
  readonly replace_existing_events: boolean;
  readonly deprecation_filter: string | null;
  readonly customer_id: string | null;
  readonly external_customer_id: string | null;
};

/** When an entry was made. */
type Dated = { readonly at: DateTimeText };

/** A batch of newly stored events; `kept` are the stored events that a replacing backfill sent again, and so keeps. */
export type IngestedEntry = Dated & {
  readonly kind: 'ingested';
  readonly backfill_id: string | null;
  readonly events: readonly LoggedEvent[];
  readonly kept: readonly string[];
};
export type AmendedEntry = Dated & { readonly kind: 'amended'; readonly event_id: string; readonly event: LoggedEvent };
export type DeprecatedEntry = Dated & { readonly kind: 'deprecated'; readonly event_id: string };
export type BackfillCreatedEntry = Dated & { readonly kind: 'backfill_created'; readonly backfill: LoggedBackfill };
export type BackfillClosedEntry = Dated & { readonly kind: 'backfill_closed'; readonly backfill_id: string };
export type BackfillRevertedEntry = Dated & { readonly kind: 'backfill_reverted'; readonly backfill_id: string };

/** One thing that happened to the events, never changed afterwards. */
export type EventLogEntry =
  IngestedEntry | AmendedEntry | DeprecatedEntry | BackfillCreatedEntry | BackfillClosedEntry | BackfillRevertedEntry;

/** Everything that ever happened to the events, in order; `{ entries: [] }` is the empty log. */
export type EventLog = { readonly entries: readonly EventLogEntry[] };

/** The answer to ingesting events, with what became of each key where `debug` was asked for. */
export type IngestionReport = IngestionResponse & {
  readonly debug: { readonly ingested: readonly string[]; readonly duplicate: readonly string[] } | null;
};

/** The answer to amending an event: its id. */
export type AmendEventResult = { readonly amended: string };

/** The answer to deprecating an event: its id. */
export type DeprecatedEventResult = { readonly deprecated: string };
