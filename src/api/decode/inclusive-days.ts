import { pathAtKey, report, shown, valueAt, type Fields } from '../../errors/index.js';
import { addDays, compareDates, localMidnight, readDate, type Period, type TimeZone } from '../../time/index.js';

/** Reads `start_date` and `end_date` as local dates, both inside: the period runs to the end of the last day (§11.5). */
export function readInclusiveDays(fields: Fields, zone: TimeZone): Period | null {
  const [first, last] = ['start_date', 'end_date'].map((key) =>
    readDate(valueAt(fields, key), pathAtKey(fields, key), fields.issues),
  );
  if (first === undefined || last === undefined) return null;
  // A last day that is the first one is a period of one day.
  if (compareDates(last, first) >= 0) {
    return { start: localMidnight(zone, first), end: localMidnight(zone, addDays(last, 1)) };
  }
  const message = `is ${shown(valueAt(fields, 'end_date'))}, before start_date; both days are covered`;
  report(fields, 'end_date', { code: 'invalid_interval', message });
  return null;
}
