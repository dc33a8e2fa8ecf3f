import { isGiven, pathAtKey, report, valueAt, type Fields } from '../errors/index.js';
import { readBoundary, type Instant, type TimeZone } from '../time/index.js';
import { readTexts } from './filters.js';
import type { AdjustmentInterval } from './in-force.js';

/** Reads from when until when an entry is in force; null: always. A date without time is its local midnight. */
export function readInterval(entry: Fields, zone: TimeZone | null): AdjustmentInterval | null {
  const start = boundaryAt(entry, 'start_date', zone);
  const end = boundaryAt(entry, 'end_date', zone);
  const price_interval_ids = readIntervalIds(entry);
  if (start === null && end === null && price_interval_ids.size === 0) return null;
  if (start !== null && end !== null && end < start) {
    report(entry, 'end_date', { code: 'invalid_interval', message: 'is before start_date; swap them' });
  }
  return { start, end, price_interval_ids };
}

function boundaryAt(entry: Fields, key: string, zone: TimeZone | null): Instant | null {
  const value = valueAt(entry, key);
  if (!isGiven(value)) return null;
  if (zone !== null) return readBoundary(value, zone, { path: pathAtKey(entry, key), issues: entry.issues }) ?? null;
  const message = 'bounds the adjustment in time; give invoice_date, which decides whether it is in force';
  report(entry, key, { code: 'missing_field', message });
  return null;
}

const noIds: ReadonlySet<string> = /*#__PURE__*/ new Set();

function readIntervalIds(entry: Fields): ReadonlySet<string> {
  const key = 'applies_to_price_interval_ids';
  return isGiven(valueAt(entry, key)) ? new Set(readTexts(entry, key)) : noIds;
}
