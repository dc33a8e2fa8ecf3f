import { IANAZone } from 'luxon';
import { fail, problem, shown, type Issues } from '../errors/index.js';
import { refuseNonText } from './faults.js';

import { createOffsetTable, type OffsetTable } from './offset-table.js';
import { millisPerMinute, millisPerSecond } from './units.js';

const offsetTable: unique symbol = Symbol('offset table');

/** An IANA time zone with its name as it was given. Opaque otherwise; `timeZone` makes one. */
export type TimeZone = { readonly name: string; readonly [offsetTable]: OffsetTable };

const longestName = 50;
const placeName = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)+$/;
// Names without a slash are a closed list: beyond these, engines also accept abbreviations of their own, in which BST is
// Dhaka and IST is Kolkata; a zone that depends on the engine must not decide an invoice.
const singleWordNames: ReadonlySet<string> = /*#__PURE__*/ new Set(
  /*#__PURE__*/ (
    'cet cst6cdt cuba eet egypt eire est est5edt gb gb-eire gmt gmt+0 gmt-0 gmt0 greenwich hongkong hst iceland iran ' +
    'israel jamaica japan kwajalein libya met mst mst7mdt navajo nz nz-chat poland portugal prc pst8pdt roc rok ' +
    'singapore turkey uct utc universal w-su wet zulu'
  ).split(' '),
);

// A pure memo, keyed by the lower-case name: names are case-insensitive, and a key per spelling could grow without end.
const tables = new Map<string, OffsetTable>();

/**
 * Looks up an IANA time zone such as `America/New_York`, `Asia/Kolkata` or `UTC`.
 *
 * Names are case-insensitive and kept as given; links (`US/Eastern`) are accepted. The process's own zone, fixed offsets
 * (`UTC+3`, `+03:00`) and abbreviations outside the IANA list (`PST`, `BST`) are refused. `Etc/GMT+5` is a zone name and
 * means five hours *behind* UTC, as IANA has it.
 *
 * @param path - where the name stands in the caller's input, for the refusal
 * @throws BillingError `unknown_timezone` (§4.3)
 * @example
 * ```ts
 * import { timeZone } from 'reckoner/time';
 * timeZone('America/New_York').name; // → 'America/New_York'
 * ```
 */
export function timeZone(name: string, path = ''): TimeZone {
  const table = tableOf(name);
  if (table !== undefined) return { name, [offsetTable]: table };
  return fail(path, 'unknown_timezone', zoneFault(name));
}

/** `timeZone` for a decoder: appends an issue and answers `undefined` instead of throwing. */
export function readTimeZone(value: unknown, path: string, issues: Issues): TimeZone | undefined {
  if (typeof value !== 'string') return refuseNonText(value, path, issues);
  const table = tableOf(value);
  if (table !== undefined) return { name: value, [offsetTable]: table };
  issues.push(problem(path, 'unknown_timezone', zoneFault(value)));
  return undefined;
}

/**
 * Whether `timeZone` accepts a value. Never throws.
 *
 * @example
 * ```ts
 * import { isTimeZone } from 'reckoner/time';
 * isTimeZone('Europe/Kyiv'); // → true
 * isTimeZone('UTC+3'); // → false
 * ```
 */
export function isTimeZone(name: unknown): boolean {
  return typeof name === 'string' && tableOf(name) !== undefined;
}

/** The memo of offsets behind a zone. */
export function offsetTableOf(zone: TimeZone): OffsetTable {
  return zone[offsetTable];
}

function zoneFault(name: string): string {
  return `${shown(name)} is not a known time zone; give an IANA name such as "America/New_York" or "UTC"`;
}

function tableOf(name: string): OffsetTable | undefined {
  // The cap comes first: luxon and Intl never see a long text.
  if (typeof name !== 'string' || name.length > longestName) return undefined;
  const key = name.toLowerCase();
  const known = tables.get(key);
  if (known !== undefined) return known;
  if (!isZoneName(key)) return undefined;
  const zone = IANAZone.create(key);
  const table = createOffsetTable((instant) => wholeSeconds(zone.offset(instant)));
  tables.set(key, table);
  return table;
}

function isZoneName(key: string): boolean {
  if (!singleWordNames.has(key) && !placeName.test(key)) return false;
  // SystemV names are ICU's own, not IANA's. `isValidZone` is asked before `create`, which would remember bad names.
  return !key.startsWith('systemv/') && IANAZone.isValidZone(key);
}

// luxon answers in minutes, with a fraction for the local mean times of the nineteenth century (−296.0333…). Offsets are
// whole seconds, so rounding to the second gives back the exact number.
function wholeSeconds(minutes: number): number {
  return Math.round((minutes * millisPerMinute) / millisPerSecond) * millisPerSecond;
}
