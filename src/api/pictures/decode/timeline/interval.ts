import { isGiven, pathOf, problem, report, shown, valueAt, type Fields } from '../../../../errors/index.js';
import type { Interval } from '../../../../cycles/index.js';
import type { TimeZone } from '../../../../time/index.js';
import { objectsAt } from '../../../decode/document-fields.js';
import { boundaryAt } from '../../../decode/period.js';

const mostIntervals = 500;

/** Reads `start_date` and `end_date`, of which an absent or null end is open. */
export function readOpenInterval(fields: Fields, zone: TimeZone): Interval | null {
  const start = boundaryAt(fields, 'start_date', zone);
  const end = isGiven(valueAt(fields, 'end_date')) ? boundaryAt(fields, 'end_date', zone) : null;
  if (start === undefined || end === undefined) return null;
  // An interval that was ended at its start is kept by documents and holds nothing.
  if (end === null || end >= start) return { start, end };
  const message = `ends at ${shown(fields.value['end_date'])}, before its start; swap or mend the two`;
  fields.issues.push(problem(pathOf(fields.place), 'invalid_interval', message));
  return null;
}

/** The objects of a list that is to be drawn, each with its interval; more than can be told apart are refused at once. */
export function readIntervals<T>(
  owner: Fields,
  key: string,
  read: (fields: Fields) => T | null,
): readonly NonNullable<T>[] {
  const list = valueAt(owner, key);
  if (Array.isArray(list) && list.length > mostIntervals) {
    const message = `holds ${list.length} intervals; a picture shows at most ${mostIntervals}`;
    report(owner, key, { code: 'limit_exceeded', message });
    return [];
  }
  return objectsAt(owner, key).flatMap((fields) => read(fields) ?? []);
}
