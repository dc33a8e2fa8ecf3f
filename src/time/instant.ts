import { fail, problem, shown, type Issues } from '../errors/index.js';
import { dateOfDayNumber } from './civil-date.js';
import { instantFault, refuseNonText } from './faults.js';
import { capitalT, colon, dash, plus, zero } from './characters.js';
import { scanAnyInstant, scanInstant } from './scan.js';
import { millisPerDay, millisPerHour, millisPerMinute, millisPerSecond } from './units.js';

const secondsLength = 19;
declare const instantBrand: unique symbol;

/**
 * A moment: integer milliseconds since 1970-01-01T00:00:00Z, between the years 0001 and 9999 of UTC.
 *
 * It compares, sorts and subtracts as the number it is; only this room makes one.
 */
export type Instant = number & { readonly [instantBrand]: 'Instant' };

/** 0001-01-01T00:00:00Z. */
export const earliestMillis = -62_135_596_800_000;
/** 9999-12-31T23:59:59.999Z. */
export const latestMillis = 253_402_300_799_999;

/**
 * Reads a strict ISO 8601 instant: `YYYY-MM-DDThh:mm:ss[.fraction](Z|±hh:mm)`.
 *
 * The offset only says which instant is meant and is forgotten (L27). A fraction has 1 to 9 digits and is floored to
 * the millisecond. Day 31 of April, hour 24, second 60 and a missing offset are refused, never guessed.
 *
 * @param path - where the text stands in the caller's input, for the refusal
 * @throws BillingError `invalid_instant`
 * @example
 * ```ts
 * import { formatInstant, parseInstant } from 'reckoner/time';
 * parseInstant('2026-01-01T00:00:00Z'); // → 1767225600000
 * formatInstant(parseInstant('2026-01-01T00:00:00.5-05:00')); // → '2026-01-01T05:00:00.500+00:00'
 * ```
 */
export function parseInstant(text: string, path = ''): Instant {
  const millis = scanInstant(text);
  return isWithinYears(millis) ? millis : fail(path, 'invalid_instant', instantFault(text));
}

/** `parseInstant` for a decoder: appends an issue and answers `undefined` instead of throwing. */
export function readInstant(value: unknown, path: string, issues: Issues): Instant | undefined {
  if (typeof value !== 'string') return refuseNonText(value, path, issues);
  const millis = scanInstant(value);
  if (isWithinYears(millis)) return millis;
  issues.push(problem(path, 'invalid_instant', instantFault(value)));
  return undefined;
}

/** The instant of a strict text, or undefined for any other value; for a reader that has words of its own for that. */
export function interpretInstant(value: unknown): Instant | undefined {
  const millis = typeof value === 'string' ? scanAnyInstant(value) : Number.NaN;
  return isWithinYears(millis) ? millis : undefined;
}

/**
 * The instant of a count of milliseconds since 1970-01-01T00:00:00Z.
 *
 * @throws BillingError `invalid_instant` unless it is an integer within the years 0001 to 9999
 * @example
 * ```ts
 * import { formatInstant, instantOfMillis } from 'reckoner/time';
 * formatInstant(instantOfMillis(1767225600000)); // → '2026-01-01T00:00:00+00:00'
 * ```
 */
export function instantOfMillis(millis: number, path = ''): Instant {
  // Adding 0 turns −0 into 0, so that equal instants are one value also for Map keys and deep comparison.
  const instant = millis + 0;
  if (Number.isInteger(instant) && isWithinYears(instant)) return instant;
  const message = `${shown(millis)} is not an instant; give whole milliseconds since 1970, within the years 0001 to 9999`;
  return fail(path, 'invalid_instant', message);
}

/**
 * The instant a duration later (or earlier, when negative). For calendar steps use `addMonths` and `addDays`.
 *
 * @param millis - integer milliseconds
 * @throws BillingError `invalid_instant` when it leaves the years 0001 to 9999
 */
export function shiftInstant(instant: Instant, millis: number): Instant {
  return instantOfMillis(instant + millis);
}

/**
 * Prints an instant as Orb does, in UTC with a numeric offset; milliseconds only when there are some.
 *
 * @example
 * ```ts
 * import { formatInstant, parseInstant } from 'reckoner/time';
 * formatInstant(parseInstant('2025-03-01T00:00:00-05:00')); // → '2025-03-01T05:00:00+00:00'
 * ```
 */
export function formatInstant(instant: Instant): string {
  // Floor, so that instants before 1970 belong to the day they are in.
  const day = Math.floor(instant / millisPerDay);
  const clock = instant - day * millisPerDay;
  const { year, month, day: dayOfMonth } = dateOfDayNumber(day);
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const hour = Math.floor(clock / millisPerHour);
  const minute = Math.floor(clock / millisPerMinute) % 60;
  const second = Math.floor(clock / millisPerSecond) % 60;
  // One call makes one flat string; joining fourteen small ones takes three times as long. `YYYY-MM-DDThh:mm:ss+00:00`
  // prettier-ignore
  const text = String.fromCharCode(
    tens(century), ones(century), tens(yearOfCentury), ones(yearOfCentury), dash, tens(month), ones(month), dash,
    tens(dayOfMonth), ones(dayOfMonth), capitalT, tens(hour), ones(hour), colon, tens(minute), ones(minute), colon,
    tens(second), ones(second), plus, zero, zero, colon, zero, zero,
  );
  const millis = clock % millisPerSecond;
  return millis === 0
    ? text
    : `${text.slice(0, secondsLength)}.${String(millis).padStart(3, '0')}${text.slice(secondsLength)}`;
}

function tens(value: number): number {
  return zero + Math.floor(value / 10);
}

function ones(value: number): number {
  return zero + (value % 10);
}

/** True for the years 0001 to 9999, and so false for NaN; whole milliseconds are the caller's part of the promise. */
export function isWithinYears(millis: number): millis is Instant {
  return millis >= earliestMillis && millis <= latestMillis;
}
