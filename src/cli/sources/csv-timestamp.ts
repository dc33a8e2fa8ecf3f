import { isBillingError, shown } from '../../errors/index.js';
import { formatInstant, parseLocalDateTime, resolveLocal, type TimeZone } from '../../time/index.js';

const zoned = /(?:Z|[+-]\d\d:\d\d)$/;

/**
 * A cell's time as an instant: a zone that it names counts; without one it is read on the clocks of the source, an hour
 * that comes twice being its first occurrence (§4.3). Null if it is no time.
 */
export function instantText(cell: string, zone: TimeZone): string | null {
  // Whether a zoned text is a time is asked once, where every event is checked.
  if (zoned.test(cell)) return cell.replace(' ', 'T');
  try {
    return formatInstant(resolveLocal(zone, parseLocalDateTime(cell)));
  } catch (error) {
    if (!isBillingError(error)) throw error;
    return null;
  }
}

export function timestampFault(cell: string, column: string): string {
  if (cell === '') return `${column} is empty; an event needs the time at which it happened`;
  return `${column} is ${shown(cell)}; write a date and time like 2026-01-31 09:00:00, with a zone or without`;
}
