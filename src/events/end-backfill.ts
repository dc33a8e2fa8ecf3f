import { fail, shown } from '../errors/index.js';
import { formatInstant, type Instant } from '../time/index.js';
import type { Backfill, EventLog, EventLogEntry } from '../wire/index.js';
import { reflect, undo } from './backfill-effects.js';
import { describeBackfill } from './describe-backfill.js';
import type { BackfillState, LogState } from './log-state.js';

type Ended = { readonly log: EventLog; readonly response: Backfill };
type EndRequest = { readonly backfill_id: string; readonly at: Instant };

/** Closes a backfill before its close time: it takes no more events and counts from now on. */
export function closeBackfill(state: LogState, { backfill_id, at }: EndRequest): Ended {
  const { reverted_at } = backfillOf(state, backfill_id);
  if (!state.open.has(backfill_id)) {
    const why = reverted_at === null ? 'is closed already' : 'was reverted';
    fail('backfill_id', 'backfill_closed', `${shown(backfill_id)} ${why}; create another backfill`);
  }
  reflect(state, backfill_id, at);
  return ended(state, { kind: 'backfill_closed', at: formatInstant(at), backfill_id });
}

/** Takes a backfill back, open or closed (§3: `reverted`). */
export function revertBackfill(state: LogState, { backfill_id, at }: EndRequest): Ended {
  const { reverted_at } = backfillOf(state, backfill_id);
  if (reverted_at !== null) {
    const message = `${shown(backfill_id)} was reverted at ${formatInstant(reverted_at)} already; nothing of it is left`;
    fail('backfill_id', 'invalid_transition', message);
  }
  undo(state, backfill_id, at);
  return ended(state, { kind: 'backfill_reverted', at: formatInstant(at), backfill_id });
}

function ended(state: LogState, entry: Extract<EventLogEntry, { readonly backfill_id: string }>): Ended {
  const log = { entries: [...state.entries, entry] };
  return { log, response: describeBackfill(backfillOf(state, entry.backfill_id)) };
}

function backfillOf({ backfills }: LogState, id: string): BackfillState {
  const message = `${shown(id)} is no backfill of this log; create it first`;
  return backfills.get(id) ?? fail('backfill_id', 'invalid_reference', message);
}
