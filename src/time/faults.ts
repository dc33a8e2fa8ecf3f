import { problem, shown, wanting, type Issues } from '../errors/index.js';
import { scanDate } from './scan.js';

// Runs only for texts that were refused already, so it may use patterns; the text is cut before any of them.
const longestText = 64;
const dateShape = /^\d{4}-\d{2}-\d{2}$/;
const instantShape = /^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2})?(?:[.,]\d*)?(?:[Zz]|[+-]\d{2}:\d{2})?)?$/;

/** What is wrong with a text that has the shape of a time and a date that exists, and how to mend it; `$1` is the piece found. */
type Rule = readonly [pattern: RegExp, fix: string];

// A place in the text is a count of characters, because the shape is known.
const clockRules: readonly Rule[] = [
  [/^.{11}(2[4-9]|[3-9]\d)/, 'there is no hour $1; the end of a day is 00:00:00 of the next'],
  [/^.{14}([6-9]\d)/, 'there is no minute $1'],
  [/^.{16}(?!:)/, 'the seconds are missing'],
  [/^.{17}([6-9]\d)/, 'there is no second $1, and leap seconds are not supported'],
  [/^.{19}(?:,|\.(?!\d{1,9}(?!\d)))/, 'a fraction of a second has a dot and one to nine digits'],
];

/** Appends why a value that is not even a text cannot be a time, a date or a zone. */
export function refuseNonText(value: unknown, path: string, issues: Issues): undefined {
  const { code, message } = wanting(value, 'a text');
  issues.push(problem(path, code, message));
  return undefined;
}

/** Why a text is no instant, and how to write it. */
export function instantFault(text: string): string {
  const fix = fixOf(text, [
    [
      /^.{10}$/,
      'it is a date, and an instant is needed here; add the time and its offset, as in "2026-01-01T00:00:00Z"',
    ],
    [/^.{10}[^T]/, 'put a capital T between date and time'],
    ...clockRules,
    [/^.{11}[^Zz+-]*$/, 'it has no offset from UTC; end it with Z or with ±hh:mm'],
    [/z$/, 'write the Z as a capital'],
    [/([+-](?:2[4-9]|[3-9]\d):..|[+-]..:[6-9]\d)$/, 'there is no offset $1'],
    [/$/, 'in UTC it is outside the years 0001 to 9999'],
  ]);
  return `${shown(text)} is not an instant: ${fix}`;
}

/** Why a text is no zone-less date-time, and how to write it. */
export function localDateTimeFault(text: string): string {
  const fix = fixOf(text, [
    [/^.{10}$/, 'write it as "2026-01-01 00:00:00"; the time is missing'],
    [/^.{10}t/, 'put a capital T between date and time'],
    ...clockRules,
    [/$/, 'leave out the offset, as in "2026-01-01 00:00:00"'],
  ]);
  return `${shown(text)} is not a date and time: ${fix}`;
}

/** Why a text is no date, and how to write it. */
export function dateFault(text: string): string {
  if (!dateShape.test(text.slice(0, longestText))) return `${shown(text)} is not a date; write it as "2026-01-31"`;
  return `${shown(text)} is not a date: ${calendarFault(text)}`;
}

/** The first rule that the text meets says what to mend; the last rule meets every text. */
function fixOf(whole: string, rules: readonly Rule[]): string {
  const text = whole.slice(0, longestText);
  if (!instantShape.test(text)) {
    return 'write it as "2026-01-01T00:00:00Z", or with an offset as in "2026-01-01T00:00:00+02:00"';
  }
  if (Number.isNaN(scanDate(text))) return calendarFault(text);
  const [pattern, fix] = rules.find(([fault]) => fault.test(text)) as Rule;
  return fix.replace('$1', pattern.exec(text)?.[1] ?? '');
}

function calendarFault(text: string): string {
  const [year, month] = [text.slice(0, 4), text.slice(5, 7)];
  if (year === '0000') return 'years run from 0001 to 9999';
  if (!(month >= '01' && month <= '12')) return `there is no month ${month}`;
  return `${year}-${month} has no day ${text.slice(8, 10)}`;
}
