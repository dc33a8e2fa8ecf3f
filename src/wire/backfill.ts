import type { Optional } from './shape.js';
import type { DateTimeText } from './text.js';

/** How far a backfill has come. */
export type BackfillStatus = 'pending' | 'reflected' | 'pending_revert' | 'reverted';

/** A batch of late events that takes effect as one, for timestamps in `[timeframe_start, timeframe_end)`. */
export type Backfill = {
  readonly id: string;
  readonly status: BackfillStatus;
  readonly timeframe_start: DateTimeText;
  readonly timeframe_end: DateTimeText;
  /** When it closes by itself. */
  readonly close_time: DateTimeText | null;
  readonly replace_existing_events: boolean;
  readonly deprecation_filter?: string | null;
  readonly customer_id: string | null;
  readonly events_ingested: number;
  readonly created_at: DateTimeText;
  readonly reverted_at: DateTimeText | null;
};

/** The request that opens a backfill. */
export type NewBackfill = {
  readonly timeframe_start: DateTimeText;
  readonly timeframe_end: DateTimeText;
} & Optional<{
  close_time: DateTimeText;
  replace_existing_events: boolean;
  deprecation_filter: string;
  customer_id: string;
  external_customer_id: string;
}>;
