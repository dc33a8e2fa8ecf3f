import { capitalT, capitalZ, colon, dash, dot, plus, zero } from './characters.js';
import { dayNumberOf, daysInMonth } from './civil-date.js';
import { millisPerDay, millisPerMinute, millisPerSecond } from './units.js';

// What nearly every machine writes, `YYYY-MM-DDThh:mm:ss.sssZ`, and what documents hold, `YYYY-MM-DDThh:mm:ss+00:00`, have
// a way of their own, in whole numbers alone: a NaN among them would make all of them doubles. It reads nothing differently
// from the way of all others, to which it leaves the rest.
export const usualLength = 24;
export const writtenLength = 25;

/** The answer to a text that is not of the usual form, or names no instant: greater than any. */
export const unusual = Number.POSITIVE_INFINITY;

/** Epoch milliseconds of an instant in one of the two forms, by its length, or `unusual`. */
export function scanUsual(text: string): number {
  const year1 = text.charCodeAt(0) - zero;
  const year2 = text.charCodeAt(1) - zero;
  const year3 = text.charCodeAt(2) - zero;
  const year4 = text.charCodeAt(3) - zero;
  const month1 = text.charCodeAt(5) - zero;
  const month2 = text.charCodeAt(6) - zero;
  const day1 = text.charCodeAt(8) - zero;
  const day2 = text.charCodeAt(9) - zero;
  const hour1 = text.charCodeAt(11) - zero;
  const hour2 = text.charCodeAt(12) - zero;
  // prettier-ignore
  const digits =
    spread(year1) | spread(year2) | spread(year3) | spread(year4) | spread(month1) | spread(month2) | spread(day1) |
    spread(day2) | spread(hour1) | spread(hour2);
  // prettier-ignore
  const marks =
    (text.charCodeAt(4) ^ dash) | (text.charCodeAt(7) ^ dash) | (text.charCodeAt(10) ^ capitalT) |
    (text.charCodeAt(13) ^ colon);
  const year = year1 * 1000 + year2 * 100 + year3 * 10 + year4;
  const month = month1 * 10 + month2;
  const day = day1 * 10 + day2;
  const hour = hour1 * 10 + hour2;
  const rest = text.length === usualLength ? scanRestOfHour(text) : scanRestInUtc(text);
  if ((digits & ~15) !== 0 || marks !== 0 || hour > 23 || rest < 0 || !isDate(year, month, day)) return unusual;
  return dayNumberOf(year, month, day) * millisPerDay + (hour * 60 * millisPerMinute + rest);
}

/** The milliseconds that `mm:ss.sssZ` behind the hour of the usual form comes to, or a negative number. */
export function scanRestOfHour(text: string): number {
  const minute1 = text.charCodeAt(14) - zero;
  const minute2 = text.charCodeAt(15) - zero;
  const second1 = text.charCodeAt(17) - zero;
  const second2 = text.charCodeAt(18) - zero;
  const milli1 = text.charCodeAt(20) - zero;
  const milli2 = text.charCodeAt(21) - zero;
  const milli3 = text.charCodeAt(22) - zero;
  // prettier-ignore
  const digits =
    spread(minute1) | spread(minute2) | spread(second1) | spread(second2) | spread(milli1) | spread(milli2) |
    spread(milli3);
  const marks = (text.charCodeAt(16) ^ colon) | (text.charCodeAt(19) ^ dot) | (text.charCodeAt(23) ^ capitalZ);
  const minute = minute1 * 10 + minute2;
  const second = second1 * 10 + second2;
  if ((digits & ~15) !== 0 || marks !== 0 || minute > 59 || second > 59) return -1;
  return (minute * 60 + second) * millisPerSecond + milli1 * 100 + milli2 * 10 + milli3;
}

/** The same of `mm:ss+00:00`. */
function scanRestInUtc(text: string): number {
  const minute1 = text.charCodeAt(14) - zero;
  const minute2 = text.charCodeAt(15) - zero;
  const second1 = text.charCodeAt(17) - zero;
  const second2 = text.charCodeAt(18) - zero;
  const digits = spread(minute1) | spread(minute2) | spread(second1) | spread(second2);
  // prettier-ignore
  const marks =
    (text.charCodeAt(16) ^ colon) | (text.charCodeAt(19) ^ plus) | (text.charCodeAt(20) ^ zero) |
    (text.charCodeAt(21) ^ zero) | (text.charCodeAt(22) ^ colon) | (text.charCodeAt(23) ^ zero) |
    (text.charCodeAt(24) ^ zero);
  const minute = minute1 * 10 + minute2;
  const second = second1 * 10 + second2;
  if ((digits & ~15) !== 0 || marks !== 0 || minute > 59 || second > 59) return -1;
  return (minute * 60 + second) * millisPerSecond;
}

/** Has bits above the lowest four exactly if the number is not 0 to 9; so all digits are tested by one comparison. */
function spread(digit: number): number {
  return digit | (digit + 6);
}

function isDate(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || day <= daysInMonth(year, month);
}
