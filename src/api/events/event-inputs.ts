import type { EventIndex } from '../../events/index.js';
import type { AmendEventRequest, EventInput, EventLog, NewBackfill, PoliciesInput } from '../../wire/index.js';
import type { PeriodInput } from '../cycles/period-input.js';

/** A customer as events name one. */
export type EventCustomer = { readonly id: string; readonly external_customer_id?: string | null | undefined };

/** The log, and the index of its beginning if there is one. */
export type EventLogInput = {
  /** What the last call returned; `{ entries: [] }` to begin with. */
  readonly log: EventLog;
  /** From `indexEventLog`, of this log or of an earlier state of it; spares reading the entries that it covers. */
  readonly index?: EventIndex | null | undefined;
};

/** What a request on a log is made with. */
type LogRequest = EventLogInput & {
  /** The caller's now, an instant. */
  readonly at: string;
  /** The customers there are; without them no customer is taken for unknown. */
  readonly customers?: readonly EventCustomer[] | null | undefined;
  readonly policies?: PoliciesInput | null | undefined;
};

export type IngestEventsInput = LogRequest & {
  readonly events: readonly Omit<EventInput, 'id' | 'deprecated'>[];
  /** The backfill that the events belong to. */
  readonly backfill_id?: string | null | undefined;
  /** Whether the answer lists what became of each key. */
  readonly debug?: boolean | undefined;
};

/** What correcting an event takes, beside the correction. */
export type CorrectEventInput = LogRequest & {
  /** The idempotency key under which the event was ingested. */
  readonly event_id: string;
  /** The billing periods of the customer's subscription, the current one and the one before among them; instants. */
  readonly billing_periods: readonly PeriodInput[];
};

export type AmendEventInput = CorrectEventInput & { readonly event: AmendEventRequest };

export type CreateBackfillInput = Omit<LogRequest, 'policies'> & NewBackfill;

export type EndBackfillInput = EventLogInput & { readonly backfill_id: string; readonly at: string };

/** Which events are wanted, half-open by timestamp; absent bounds do not bound. */
export type EffectiveEventsInput = EventLogInput & {
  /** The caller's now, which closes backfills that are due; default: the time of the last entry. */
  readonly at?: string | null | undefined;
  readonly timeframe_start?: string | null | undefined;
  readonly timeframe_end?: string | null | undefined;
  /** Only this customer's. */
  readonly customer?: EventCustomer | null | undefined;
};

export type SearchEventsInput = EventLogInput & {
  readonly at: string;
  /** At most 500 idempotency keys. */
  readonly event_ids?: readonly string[] | null | undefined;
  readonly timeframe_start?: string | null | undefined;
  readonly timeframe_end?: string | null | undefined;
};

export type EventVolumeInput = EventLogInput & {
  readonly at: string;
  readonly timeframe_start: string;
  /** Default: `at`. */
  readonly timeframe_end?: string | null | undefined;
};
