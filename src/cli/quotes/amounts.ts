import { formatDate, localDate, parseInstant, timeZone } from '../../time/index.js';
import { groupDigits } from '../table/digits.js';

/** The local date of an instant. */
export function dateIn(timezone: string, instant: string): string {
  return formatDate(localDate(timeZone(timezone), parseInstant(instant)));
}

/** A change with its sign, which a reader looks for. */
export function withSign(amount: string): string {
  return /^-|^0(\.0*)?$/.test(amount) ? groupDigits(amount) : `+${groupDigits(amount)}`;
}
