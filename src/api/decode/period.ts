import { pathAt, problem, shown, type Issues } from '../../errors/index.js';
import { readBoundary, type Period, type TimeZone } from '../../time/index.js';
import { readFields } from './fields.js';

/** Reads `{ start_date, end_date }`; a date without time is the local midnight it begins with (§9). */
export function readPeriod(
  input: unknown,
  zone: TimeZone,
  { path, issues }: { path: string; issues: Issues },
): Period | null {
  const { value } = readFields(input, path, issues);
  const start = readBoundary(value['start_date'], zone, { path: pathAt(path, 'start_date'), issues });
  const end = readBoundary(value['end_date'], zone, { path: pathAt(path, 'end_date'), issues });
  if (start === undefined || end === undefined) return null;
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
