import { formatInstant } from '../time/index.js';
import type { Backfill, BackfillStatus } from '../wire/index.js';
import type { BackfillState, LogState } from './log-state.js';

/** The backfills of a log as Orb shows them, the latest first. */
export function listBackfills({ backfills }: LogState): readonly Backfill[] {
  return Array.from(backfills.values(), describeBackfill).reverse();
}

/** A backfill as Orb shows it. */
export function describeBackfill(backfill: BackfillState): Backfill {
  const { terms, created_at, close_time, reverted_at, events_ingested } = backfill;
  return {
    id: terms.id,
    status: statusOf(backfill),
    created_at: formatInstant(created_at),
    timeframe_start: terms.timeframe_start,
    timeframe_end: terms.timeframe_end,
    close_time: formatInstant(close_time),
    replace_existing_events: terms.replace_existing_events,
    deprecation_filter: terms.deprecation_filter,
    customer_id: terms.customer_id,
    events_ingested,
    reverted_at: reverted_at === null ? null : formatInstant(reverted_at),
  };
}

// What closes or is reverted takes effect in the log that is returned, so nothing is ever on its way (`pending_revert`).
function statusOf({ closed, reverted_at }: BackfillState): BackfillStatus {
  if (reverted_at !== null) return 'reverted';
  return closed ? 'reflected' : 'pending';
}
