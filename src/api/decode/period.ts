import { pathAt, problem, shown, type Issues } from '../../errors/index.js';
import { localMidnight, readDate, readInstant, type Instant, type Period, type TimeZone } from '../../time/index.js';
import { readFields } from './fields.js';

const dateOnly = /^\d{4}-\d{2}-\d{2}$/;

/** Reads `{ start_date, end_date }`; a date without time is the local midnight it begins with (§9). */
export function readPeriod(
  input: unknown,
  zone: TimeZone,
  { path, issues }: { path: string; issues: Issues },
): Period | null {
  const { value } = readFields(input, path, issues);
  const start = readMoment(value['start_date'], zone, { path: pathAt(path, 'start_date'), issues });
  const end = readMoment(value['end_date'], zone, { path: pathAt(path, 'end_date'), issues });
  if (start === null || end === null) return null;
  if (end > start) return { start, end };
  issues.push(
    problem(
      path,
      'invalid_interval',
      `ends at ${shown(value['end_date'])}, which is not after its start; periods are half-open`,
    ),
  );
  return null;
}

/** Reads an instant, or a date as its local midnight. */
export function readMoment(
  value: unknown,
  zone: TimeZone,
  { path, issues }: { path: string; issues: Issues },
): Instant | null {
  if (typeof value !== 'string' || !dateOnly.test(value)) return readInstant(value, path, issues) ?? null;
  const date = readDate(value, path, issues);
  return date === undefined ? null : localMidnight(zone, date);
}
