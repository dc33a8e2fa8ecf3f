import { problem, shown, type Issues } from '../errors/index.js';
import { scanDate, scanFraction } from './scan.js';

// Runs only for texts that were refused already, so it may use patterns; the length is capped before any of them.
const longestText = 64;
const instantExample = '"2026-01-01T00:00:00Z"';
const dateShape = /^\d{4}-\d{2}-\d{2}$/;
const instantShape =
  /^(?<date>\d{4}-\d{2}-\d{2})(?<separator>[Tt ])(?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2}))?(?<fraction>[.,]\d*)?(?<offset>[Zz]|[+-]\d{2}:\d{2})?$/;

/** Appends why a value that is not even a text cannot be a time, a date or a zone. */
export function refuseNonText(value: unknown, path: string, issues: Issues): undefined {
  const missing = value === undefined || value === null;
  const message = missing ? 'is missing; give a text' : `must be a text, not ${shown(value)}`;
  issues.push(problem(path, missing ? 'missing_field' : 'invalid_type', message));
  return undefined;
}

/** Why a text is no instant, and how to write it. */
export function instantFault(text: string): string {
  if (dateShape.test(text.slice(0, longestText))) return dateGivenForInstant(text);
  return `${shown(text)} is not an instant: ${dateTimeFault(text) ?? offsetFault(text)}`;
}

/** Why a text is no zone-less date-time, and how to write it. */
export function localDateTimeFault(text: string): string {
  const fault = dateTimeFault(text, /[T ]/) ?? 'leave out the offset, as in "2026-01-01 00:00:00"';
  return `${shown(text)} is not a date and time: ${fault}`;
}

/** Why a text is no date, and how to write it. */
export function dateFault(text: string): string {
  if (!dateShape.test(text.slice(0, longestText))) return `${shown(text)} is not a date; write it as "2026-01-31"`;
  return `${shown(text)} is not a date: ${calendarFault(text)}`;
}

function dateGivenForInstant(text: string): string {
  return `${shown(text)} is a date, and an instant is needed here; add the time and its offset, as in ${instantExample}`;
}

function dateTimeFault(text: string, separators = /T/): string | undefined {
  const parts = text.length > longestText ? undefined : instantShape.exec(text)?.groups;
  if (!parts) return `write it as ${instantExample}, or with an offset as in "2026-01-01T00:00:00+02:00"`;
  if (!separators.test(parts['separator'] ?? '')) return 'put a capital T between date and time';
  if (Number.isNaN(scanDate(text))) return calendarFault(text);
  return clockFault(parts);
}

function calendarFault(text: string): string {
  const [year, month] = [text.slice(0, 4), text.slice(5, 7)];
  if (year === '0000') return 'years run from 0001 to 9999';
  if (!(month >= '01' && month <= '12')) return `there is no month ${month}`;
  return `${year}-${month} has no day ${text.slice(8, 10)}`;
}

function clockFault(parts: Readonly<Record<string, string | undefined>>): string | undefined {
  const { hour = '', minute = '' } = parts;
  if (hour > '23') return `there is no hour ${hour}; the end of a day is 00:00:00 of the next`;
  if (minute > '59') return `there is no minute ${minute}`;
  return secondFault(parts);
}

function secondFault(parts: Readonly<Record<string, string | undefined>>): string | undefined {
  const { second, fraction = '' } = parts;
  if (second === undefined) return 'the seconds are missing';
  if (second === '60') return 'leap seconds are not supported; use the second before or after';
  if (second > '59') return `there is no second ${second}`;
  if (Number.isNaN(scanFraction(fraction, 0, fraction.length)))
    return 'a fraction of a second has a dot and one to nine digits';
  return undefined;
}

function offsetFault(text: string): string {
  const offset = instantShape.exec(text)?.groups?.['offset'];
  if (offset === undefined) return 'it has no offset from UTC; end it with Z or with ±hh:mm';
  if (offset === 'z') return 'write the Z as a capital';
  if (offset.slice(1, 3) > '23' || offset.slice(4) > '59') return `there is no offset ${offset}`;
  return 'in UTC it is outside the years 0001 to 9999';
}
