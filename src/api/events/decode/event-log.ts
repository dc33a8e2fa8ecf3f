import {
  isGiven,
  openChild,
  openFields,
  pathAt,
  pathAtKey,
  placeOf,
  refuse,
  report,
  requiredText,
  optionalText,
  valueAt,
  wanting,
  type Fields,
} from '../../../errors/index.js';
import {
  advance,
  isEventIndex,
  openCustomers,
  replay,
  type Customers,
  type EventIndex,
  type LogState,
} from '../../../events/index.js';
import { readInstant, type Instant } from '../../../time/index.js';
import type { EventLog } from '../../../wire/index.js';

/** A log opened at a time. */
export type OpenedLog = { readonly state: LogState; readonly at: Instant };

/**
 * Opens the `log` of an input at `at`, after refusing whatever else was found wrong with the input.
 *
 * Time never goes back in a log: where the last entry is later than `at`, its time is the time of the request too.
 */
export function openLog(input: Fields, at: Instant | null): OpenedLog {
  const log = readLog(input);
  const index = readIndex(input);
  refuse(input.issues);
  const state = replay(log, index);
  if (at !== null) advance(state, at);
  return { state, at: state.now };
}

function readLog(input: Fields): EventLog {
  const log = openChild(input, 'log');
  const entries = log && valueAt(log, 'entries');
  if (Array.isArray(entries)) return log?.value as EventLog;
  if (log !== null) report(log, 'entries', wanting(entries, 'the list of entries; { entries: [] } is an empty log'));
  return { entries: [] };
}

function readIndex(input: Fields): EventIndex | null {
  const index = valueAt(input, 'index');
  if (!isGiven(index)) return null;
  if (isEventIndex(index)) return index;
  report(input, 'index', wanting(index, 'what indexEventLog returned, which is kept in memory and not as JSON'));
  return null;
}

/** A required instant. */
export function requiredInstant(input: Fields, key: string): Instant | null {
  const value = valueAt(input, key);
  if (isGiven(value)) return readInstant(value, pathAtKey(input, key), input.issues) ?? null;
  report(input, key, wanting(value, 'an instant such as "2026-01-31T09:00:00Z"'));
  return null;
}

/** An instant that may be left out. */
export function optionalInstant(input: Fields, key: string): Instant | null {
  return isGiven(valueAt(input, key)) ? requiredInstant(input, key) : null;
}

/** The bounds of a timeframe that may be left out; one that ends before it starts is refused (§3). */
export function optionalTimeframe(input: Fields): { readonly start: Instant | null; readonly end: Instant | null } {
  const start = optionalInstant(input, 'timeframe_start');
  const end = optionalInstant(input, 'timeframe_end');
  if (start !== null && end !== null && end < start) {
    const message = 'is before timeframe_start; exchange the two, or mend one';
    report(input, 'timeframe_end', { code: 'invalid_timeframe', message });
  }
  return { start, end };
}

/** The customers there are; null if the input does not say, in which case no customer is taken for unknown. */
export function readCustomers(input: Fields): Customers | null {
  const list = valueAt(input, 'customers');
  if (!isGiven(list)) return null;
  if (!Array.isArray(list)) report(input, 'customers', wanting(list, 'a list of customers'));
  const place = placeOf('customers', input.place);
  const entries: readonly unknown[] = Array.isArray(list) ? list : [];
  return openCustomers(
    Array.from(entries).flatMap((entry, position) => {
      const customer = openFields(entry, placeOf(position, place), input);
      if (customer === null) return [];
      return [
        { id: requiredText(customer, 'id'), external_customer_id: optionalText(customer, 'external_customer_id') },
      ];
    }),
  );
}

/** A list of anything, which its reader looks into. */
export function requiredList(input: Fields, key: string, wanted: string): readonly unknown[] {
  const list = valueAt(input, key);
  if (Array.isArray(list)) return list;
  report(input, key, wanting(list, wanted));
  return [];
}

/** A list of texts that may be left out. */
export function optionalTexts(input: Fields, key: string): readonly string[] | null {
  return isGiven(valueAt(input, key)) ? requiredTexts(input, key) : null;
}

/** A required list of texts; what is none is reported at its position. */
export function requiredTexts(input: Fields, key: string): readonly string[] {
  const list: readonly unknown[] = Array.from(requiredList(input, key, 'a list of texts'));
  for (const [position, item] of list.entries()) {
    if (typeof item === 'string') continue;
    input.issues.push({ path: pathAt(pathAtKey(input, key), position), severity: 'error', ...wanting(item, 'a text') });
  }
  return list.filter((item) => typeof item === 'string');
}
