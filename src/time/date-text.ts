import { fail, problem, type Issues } from '../errors/index.js';
import { dateOfDayNumber, type CivilDate } from './civil-date.js';
import { dateFault, refuseNonText } from './faults.js';
import { scanDate } from './scan.js';

const dateLength = 10;

/**
 * Reads a calendar date `YYYY-MM-DD`, years 0001 to 9999.
 *
 * @param path - where the text stands in the caller's input, for the refusal
 * @throws BillingError `invalid_date` for another shape or a day that the calendar does not have
 * @example
 * ```ts
 * import { parseDate } from 'reckoner/time';
 * parseDate('2024-02-29'); // → { year: 2024, month: 2, day: 29 }
 * ```
 */
export function parseDate(text: string, path = ''): CivilDate {
  const days = text.length === dateLength ? scanDate(text) : Number.NaN;
  return Number.isNaN(days) ? fail(path, 'invalid_date', dateFault(text)) : dateOfDayNumber(days);
}

/** `parseDate` for a decoder: appends an issue and answers `undefined` instead of throwing. */
export function readDate(value: unknown, path: string, issues: Issues): CivilDate | undefined {
  if (typeof value !== 'string') return refuseNonText(value, path, issues);
  const days = value.length === dateLength ? scanDate(value) : Number.NaN;
  if (!Number.isNaN(days)) return dateOfDayNumber(days);
  issues.push(problem(path, 'invalid_date', dateFault(value)));
  return undefined;
}

/**
 * Prints a date as `YYYY-MM-DD`.
 *
 * @example
 * ```ts
 * import { formatDate } from 'reckoner/time';
 * formatDate({ year: 2026, month: 2, day: 1 }); // → '2026-02-01'
 * ```
 */
export function formatDate(date: CivilDate): string {
  return `${fourDigits(date.year)}-${twoDigits(date.month)}-${twoDigits(date.day)}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

function fourDigits(value: number): string {
  return value > 999 ? `${value}` : String(value).padStart(4, '0');
}
