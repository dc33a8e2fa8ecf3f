import { fail, shown } from '../errors/index.js';
import { formatInstant, millisPerDay, shiftInstant, type Instant } from '../time/index.js';
import type { Backfill, EventLog, LoggedBackfill } from '../wire/index.js';
import { openBackfill } from './backfill-terms.js';
import { describeBackfill } from './describe-backfill.js';
import type { BackfillState, LogState } from './log-state.js';

/** What a backfill shall be; the customer, if it has one, by all ids that are known of it. */
export type BackfillRequest = {
  readonly at: Instant;
  readonly timeframe_start: Instant;
  readonly timeframe_end: Instant;
  /** Null: a day after its creation. */
  readonly close_time: Instant | null;
  readonly replace_existing_events: boolean;
  readonly deprecation_filter: string | null;
  readonly customer_id: string | null;
  readonly external_customer_id: string | null;
};

/** Opens a backfill (§3 "Backfill"). */
export function createBackfill(
  state: LogState,
  request: BackfillRequest,
): { readonly log: EventLog; readonly response: Backfill } {
  const { at, timeframe_start, timeframe_end, ...rest } = request;
  const terms: LoggedBackfill = {
    ...rest,
    id: idOf(state, timeframe_start),
    timeframe_start: formatInstant(timeframe_start),
    timeframe_end: formatInstant(timeframe_end),
    close_time: formatInstant(closeTime(request)),
  };
  const backfill = openBackfill(terms, at, '');
  refuseOverlap(state, backfill);
  const log = {
    entries: [...state.entries, { kind: 'backfill_created' as const, at: formatInstant(at), backfill: terms }],
  };
  return { log, response: describeBackfill(backfill) };
}

/** The id is the identity (D25): when the timeframe begins, and which backfill of the log it is. */
function idOf({ backfills }: LogState, start: Instant): string {
  const [date = ''] = formatInstant(start).split('T');
  return `backfill:${date}:${backfills.size + 1}`;
}

function closeTime({ at, close_time }: BackfillRequest): Instant {
  const closes = close_time ?? shiftInstant(at, millisPerDay);
  if (closes > at) return closes;
  const message = 'has passed already, so that no event could come in before it; give a later one';
  return fail('close_time', 'invalid_timeframe', message);
}

/** Pending timeframes may not overlap, whoever they are about: what an event counts for would depend on who closes first. */
function refuseOverlap({ open, backfills }: LogState, { start, end }: BackfillState): void {
  for (const id of open) {
    const other = backfills.get(id);
    // Half-open: one may begin where the other ends.
    if (other === undefined || other.end <= start || end <= other.start) continue;
    fail(
      'timeframe_start',
      'backfill_overlap',
      `overlaps ${shown(id)}, which is still open; close or revert that first`,
    );
  }
}
