import { capitalT, capitalZ, colon, dash, dot, plus, space, zero } from './characters.js';
import { dayNumberOf, daysInMonth } from './civil-date.js';
import { millisPerDay, millisPerHour, millisPerMinute, millisPerSecond } from './units.js';
import { scanUsual, unusual, usualLength, writtenLength } from './usual-form.js';

const dateLength = 10;
const secondsLength = 19;
const offsetLength = 6;
const longestFraction = 9;
const powersOfTen = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
const longestInstant = secondsLength + 1 + longestFraction + offsetLength;

// Every scanner answers NaN for a text it does not accept; NaN survives all sums, so the fast path has no branches to
// collect faults. Only then does faults.ts find out what to say.

/** Epoch milliseconds of a strict ISO instant, or NaN; for loops that decide themselves what to say of NaN. */
export function scanInstant(text: string): number {
  const length = text.length;
  if (length === usualLength || length === writtenLength) {
    const millis = scanUsual(text);
    if (millis !== unusual) return millis;
  }
  return scanAnyInstant(text);
}

/** The same without the quick way of the usual forms, for readers of single texts that are to stay small. */
export function scanAnyInstant(text: string): number {
  const length = text.length;
  if (length > longestInstant || text.charCodeAt(dateLength) !== capitalT) return Number.NaN;
  const inUtc = text.charCodeAt(length - 1) === capitalZ;
  const end = inUtc ? length - 1 : length - offsetLength;
  return scanLocal(text, end) - (inUtc ? 0 : scanOffset(text, end));
}

/** Local epoch milliseconds of a zone-less date-time with `T` or a space between, or NaN. */
export function scanLocalDateTime(text: string): number {
  const separator = text.charCodeAt(dateLength);
  if (text.length > longestInstant || (separator !== capitalT && separator !== space)) return Number.NaN;
  return scanLocal(text, text.length);
}

/** Days since 1970-01-01 of the date that fills the first ten characters, or NaN. */
export function scanDate(text: string): number {
  const year = digitPair(text, 0) * 100 + digitPair(text, 2);
  const month = digitPair(text, 5);
  const day = digitPair(text, 8);
  const dashed = text.charCodeAt(4) === dash && text.charCodeAt(7) === dash;
  if (!dashed || !(year >= 1) || !(month >= 1 && month <= 12)) return Number.NaN;
  return day >= 1 && day <= daysInMonth(year, month) ? dayNumberOf(year, month, day) : Number.NaN;
}

/** Milliseconds since local midnight of `hh:mm:ss` at a position, or NaN; 24:00:00 and second 60 do not exist here. */
function scanClock(text: string, at: number): number {
  const hour = digitPair(text, at);
  const minute = digitPair(text, at + 3);
  const second = digitPair(text, at + 6);
  const punctuated = text.charCodeAt(at + 2) === colon && text.charCodeAt(at + 5) === colon;
  if (!punctuated || !(hour <= 23) || !(minute <= 59) || !(second <= 59)) return Number.NaN;
  return hour * millisPerHour + minute * millisPerMinute + second * millisPerSecond;
}

/** Milliseconds of an offset `±hh:mm` at a position, up to 23:59 either way, or NaN. */
function scanOffset(text: string, at: number): number {
  const sign = text.charCodeAt(at);
  const hour = digitPair(text, at + 1);
  const minute = digitPair(text, at + 4);
  if (text.charCodeAt(at + 3) !== colon || !(hour <= 23) || !(minute <= 59)) return Number.NaN;
  const size = hour * millisPerHour + minute * millisPerMinute;
  if (sign === plus) return size;
  return sign === dash ? -size : Number.NaN;
}

/** Milliseconds of a fraction `.d…` of one to nine digits filling `[from, end)`, or NaN; 0 when there is none. */
function scanFraction(text: string, from: number, end: number): number {
  if (from === end) return 0;
  const digits = end - from - 1;
  if (digits < 1 || digits > longestFraction || text.charCodeAt(from) !== dot) return Number.NaN;
  let value = 0;
  for (let at = from + 1; at < end; at += 1) value = value * 10 + digitAt(text, at);
  // Floor to the millisecond. Every bound of ours is a whole millisecond and windows are half-open, so no event changes
  // its window by it (§3, Membership). At most 10^12 is divided by at most 10^9: the floor of the double is exact.
  return Math.floor((value * millisPerSecond) / (powersOfTen[digits] ?? 1));
}

function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - zero;
  return digit >= 0 && digit <= 9 ? digit : Number.NaN;
}

function scanLocal(text: string, end: number): number {
  if (end < secondsLength) return Number.NaN;
  return (
    scanDate(text) * millisPerDay +
    scanClock(text, dateLength + 1) +
    (end === secondsLength ? 0 : scanFraction(text, secondsLength, end))
  );
}

function digitPair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
