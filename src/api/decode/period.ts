import { isBillingError, pathAtKey, pathOf, problem, shown, valueAt, type Fields } from '../../errors/index.js';
import { parseBoundary, readBoundary, type Instant, type Period, type TimeZone } from '../../time/index.js';

/** Reads a period that may be empty, from two keys; one that ends before it starts is a fault. */
export function readSpan(fields: Fields, keys: readonly [start: string, end: string], zone: TimeZone): Period | null {
  const [start, end] = keys.map((key) => boundaryAt(fields, key, zone));
  if (start === undefined || end === undefined) return null;
  if (end >= start) return { start, end };
  const message = `ends at ${shown(fields.value[keys[1]])}, before its start; swap or mend the two`;
  fields.issues.push(problem(pathOf(fields.place), 'invalid_interval', message));
  return null;
}

/** Reads `{ start_date, end_date }`; a date without time is the local midnight it begins with (§9). */
export function readPeriod(period: Fields, zone: TimeZone): Period | null {
  const start = boundaryAt(period, 'start_date', zone);
  const end = boundaryAt(period, 'end_date', zone);
  if (start === undefined || end === undefined) return null;
  if (end > start) return { start, end };
  const message = `ends at ${shown(period.value['end_date'])}, which is not after its start; periods are half-open`;
  period.issues.push(problem(pathOf(period.place), 'invalid_interval', message));
  return null;
}

/** Reads an instant at a key, or a date as its local midnight. */
export function boundaryAt(fields: Fields, key: string, zone: TimeZone): Instant | undefined {
  const value = valueAt(fields, key);
  // Read without a path first, which is written only where there is a fault to tell.
  return (
    soundBoundary(value, zone) ?? readBoundary(value, zone, { path: pathAtKey(fields, key), issues: fields.issues })
  );
}

/** The instant that a text names in a zone; undefined for any other value, which is read again to tell what is wrong. */
export function soundBoundary(value: unknown, zone: TimeZone): Instant | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return parseBoundary(value, zone);
  } catch (error) {
    if (!isBillingError(error)) throw error;
    return undefined;
  }
}
