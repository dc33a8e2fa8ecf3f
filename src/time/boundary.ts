import { fail, isBillingError, type Issues } from '../errors/index.js';
import { parseDate } from './date-text.js';
import { refuseNonText } from './faults.js';
import { parseInstant, type Instant } from './instant.js';
import { localMidnight } from './local-time.js';
import type { TimeZone } from './time-zone.js';

const dateLength = 10;

/**
 * Reads a boundary: an instant, or a plain date that means its local midnight in the zone (§4.3).
 *
 * @param path - where the text stands in the caller's input, for the refusal
 * @throws BillingError `invalid_instant`, or `invalid_date` for a text of a date's length
 * @example
 * ```ts
 * import { formatInstant, parseBoundary, timeZone } from 'reckoner/time';
 * formatInstant(parseBoundary('2026-01-01', timeZone('America/New_York'))); // → '2026-01-01T05:00:00+00:00'
 * ```
 */
export function parseBoundary(text: string, zone: TimeZone, path = ''): Instant {
  if (text.length !== dateLength) return parseInstant(text, path);
  const date = parseDate(text, path);
  try {
    return localMidnight(zone, date);
  } catch (error) {
    if (!isBillingError(error)) throw error;
    return fail(path, 'invalid_instant', `${text} begins outside the years 0001 to 9999 of UTC`);
  }
}

/** `parseBoundary` for a decoder: appends an issue and answers `undefined` instead of throwing. */
export function readBoundary(
  value: unknown,
  zone: TimeZone,
  place: { readonly path: string; readonly issues: Issues },
): Instant | undefined {
  if (typeof value !== 'string') return refuseNonText(value, place.path, place.issues);
  try {
    return parseBoundary(value, zone, place.path);
  } catch (error) {
    if (!isBillingError(error)) throw error;
    place.issues.push(...error.issues);
    return undefined;
  }
}
