import { fail } from '../errors/index.js';
import { localDateTimeFault } from './faults.js';
import { scanLocalDateTime } from './scan.js';

/**
 * Reads a date-time that carries no zone, `YYYY-MM-DD hh:mm:ss[.fraction]` with a space or a `T`, as the epoch
 * milliseconds it would have in UTC. Give it to `resolveLocal` to place it in a zone; where a rule says that a
 * zone-less time is UTC (§3, ingest), it is the instant itself (`instantOfMillis`).
 *
 * @param path - where the text stands in the caller's input, for the refusal
 * @throws BillingError `invalid_instant`
 * @example
 * ```ts
 * import { parseLocalDateTime } from 'reckoner/time';
 * parseLocalDateTime('2023-11-16 18:17:03.9799600'); // → 1700158623979
 * ```
 */
export function parseLocalDateTime(text: string, path = ''): number {
  const local = scanLocalDateTime(text);
  return Number.isNaN(local) ? fail(path, 'invalid_instant', localDateTimeFault(text)) : local;
}
