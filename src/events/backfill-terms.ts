import { fail, isObject, pathAt, shown } from '../errors/index.js';
import { compileFilter } from '../metrics/index.js';
import { millisPerDay, type Instant } from '../time/index.js';
import type { LoggedBackfill } from '../wire/index.js';
import type { BackfillState } from './log-state.js';
import { readTime } from './read-entry.js';

/** A backfill as it begins: open, without events. */
export function openBackfill(terms: LoggedBackfill, created_at: Instant, path: string): BackfillState {
  refuseFaulty(terms, path);
  const { deprecation_filter } = terms;
  const filterPath = pathAt(path, 'deprecation_filter');
  const start = readTime(terms.timeframe_start, pathAt(path, 'timeframe_start'));
  const end = readTime(terms.timeframe_end, pathAt(path, 'timeframe_end'));
  refuseTimeframe(start, end, pathAt(path, 'timeframe_end'));
  return {
    terms,
    start,
    end,
    filter: deprecation_filter === null ? null : compileFilter(deprecation_filter, filterPath),
    created_at,
    close_time: readTime(terms.close_time, pathAt(path, 'close_time')),
    closed: false,
    reverted_at: null,
    events_ingested: 0,
    batches: null,
  };
}

function refuseFaulty(terms: unknown, path: string): void {
  if (!isObject(terms)) fail(path, 'invalid_type', `is ${shown(terms)}; give a backfill as it was logged`);
  for (const key of ['id', 'deprecation_filter', 'customer_id', 'external_customer_id']) {
    const value = terms[key];
    if (typeof value === 'string' || (value === null && key !== 'id')) continue;
    fail(pathAt(path, key), 'invalid_type', `is ${shown(value)}; give a backfill as it was logged`);
  }
}

const longestDays = 31;

/** §3: at most 31 days; a backfill of no time at all could hold no event. */
function refuseTimeframe(start: Instant, end: Instant, path: string): void {
  if (end <= start) fail(path, 'invalid_timeframe', 'is not after timeframe_start; exchange the two, or mend one');
  if (end - start <= longestDays * millisPerDay) return;
  fail(
    path,
    'invalid_timeframe',
    `is more than ${longestDays} days after timeframe_start; split it into several backfills`,
  );
}
