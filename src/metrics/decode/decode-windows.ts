import { isGiven, pathAtKey, report, valueAt, type Fields } from '../../errors/index.js';
import {
  duration,
  instantOfMillis,
  isEmpty,
  localDays,
  millisPerDay,
  millisPerHour,
  readTimeZone,
  timeZone,
  type Instant,
  type Period,
  type TimeZone,
} from '../../time/index.js';
import { aggregations, type AggregationKind } from '../aggregations/aggregations.js';
import type { Windows } from '../aggregations/windows.js';
import { optionalChoice } from './optional-choice.js';

export type Timeframe = { readonly start: Instant | null; readonly end: Instant | null };

const units = { day: millisPerDay, hour: millisPerHour } as const;

type Granularity = keyof typeof units;

/** The windows that a spec asks for (§3 "Day cuts"); null if it asks for none, or is at fault. */
export function decodeWindows(
  fields: Fields,
  { start, end, kind }: Timeframe & { readonly kind: AggregationKind },
): Windows | null {
  const granularity = optionalChoice(fields, 'granularity', ['day', 'hour']);
  const asked = optionalChoice(fields, 'view_mode', ['periodic', 'cumulative']);
  const zone = decodeZone(fields);
  if (granularity === null || zone === null) return null;
  const span = decodeSpan(fields, { start, end });
  if (span === null || !isWithinLimit(fields, span, granularity)) return null;
  const { isSummable, carriesOver } = aggregations[kind];
  // §3: a day of a metric that cannot be added up shows what the timeframe has come to so far.
  const view = asked ?? (isSummable ? 'periodic' : 'cumulative');
  return { span, slices: granularity === 'day' ? localDays(zone, span) : utcHours(span), view, carriesOver };
}

function decodeSpan(fields: Fields, { start, end }: Timeframe): Period | null {
  reportMissingBounds(fields, { start, end }, 'windows tile a timeframe');
  return start === null || end === null || end < start ? null : { start, end };
}

/** Reports each bound that a spec lacks, saying why it needs both. */
export function reportMissingBounds(fields: Fields, { start, end }: Timeframe, reason: string): void {
  for (const [key, bound] of [['timeframe_start', start] as const, ['timeframe_end', end] as const]) {
    // A bound that was given and could not be read has its fault already.
    if (bound !== null || isGiven(valueAt(fields, key))) continue;
    report(fields, key, { code: 'missing_field', message: `is missing; ${reason}, so give an instant` });
  }
}

function decodeZone(fields: Fields): TimeZone | null {
  const name = valueAt(fields, 'timezone');
  if (!isGiven(name)) return timeZone('UTC');
  return readTimeZone(name, pathAtKey(fields, 'timezone'), fields.issues) ?? null;
}

// The hours of a year, with room: an open-ended question is refused before it takes all memory.
const mostWindows = 10_000;

function isWithinLimit(fields: Fields, span: Period, granularity: Granularity): boolean {
  const windows = Math.ceil(duration(span) / units[granularity]);
  if (windows <= mostWindows) return true;
  const message = `"${granularity}" gives ${windows} windows, more than ${mostWindows}; ask for a shorter timeframe`;
  report(fields, 'granularity', { code: 'limit_exceeded', message });
  return false;
}

/** Cuts a span at every whole hour of UTC inside it: hour windows are UTC hours (§3), whatever the time zone. */
function utcHours(span: Period): readonly Period[] {
  const hours: Period[] = [];
  if (isEmpty(span)) return hours;
  let start = span.start;
  while (start < span.end) {
    const next = (Math.floor(start / millisPerHour) + 1) * millisPerHour;
    const end = next < span.end ? instantOfMillis(next) : span.end;
    hours.push({ start, end });
    start = end;
  }
  return hours;
}
