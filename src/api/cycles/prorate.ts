import { decimalAt, formatExact, toNumber, zero } from '../../decimal/index.js';
import { invariant, openChild, pathAtKey, refuse, refuseUnknown, valueAt, type Fields } from '../../errors/index.js';
import { prorate as prorated, shareOf } from '../../proration/index.js';
import { readTimeZone, timeZone, type Period, type TimeZone } from '../../time/index.js';
import { openInput } from '../decode/input.js';
import { readSpan } from '../decode/period.js';
import { readPolicies } from '../decode/policies.js';
import type { ProrateInput } from './schedule-input.js';

/** A prorated amount and the fraction it was multiplied by, which is not reduced: 20 of 30 days are 20/30. */
export type ProratedAmount = {
  /** Exact and unrounded; one that does not terminate is cut toward zero at `unrounded_scale` places. */
  readonly amount: string;
  /** Covered local dates, or milliseconds under `proration_basis: 'second'`. */
  readonly numerator: number;
  /** Those of the full period. */
  readonly denominator: number;
};

/**
 * The share of an amount for the covered part of a period (§5).
 *
 * Counts local dates: both ends of the service period are floored to their day, and a day on which something changes
 * belongs to what is new. Under `policies.proration_basis: 'second'` elapsed milliseconds are counted. Nothing is rounded;
 * a line rounds its sum once. The result serves as `context.fraction` of `ratePrice`.
 *
 * @throws `invalid_service_period` when the service period is not within the full one, or the full one holds no day;
 * `invalid_interval` for a period that ends before it starts; `unknown_timezone`, `invalid_instant`, `invalid_date`,
 * `invalid_decimal`, `missing_field`, `invalid_type`, `unknown_policy`
 * @example
 * ```ts
 * import { prorate } from 'reckoner';
 *
 * prorate({
 *   amount: '120.00',
 *   service_period: { start_date: '2025-04-11', end_date: '2025-05-01' },
 *   full_period: { start_date: '2025-04-01', end_date: '2025-05-01' },
 *   timezone: 'America/New_York',
 * }); // → { amount: '80', numerator: 20, denominator: 30 }
 * ```
 */
export function prorate(input: ProrateInput): ProratedAmount {
  const fields = openInput(input);
  refuseUnknown(fields, ['amount', 'service_period', 'full_period', 'timezone', 'policies']);
  const amount = decimalAt(fields, 'amount') ?? zero;
  const path = pathAtKey(fields, 'timezone');
  const zone = readTimeZone(valueAt(fields, 'timezone'), path, fields.issues) ?? timeZone('UTC');
  const service_period = periodAt(fields, 'service_period', zone);
  const full_period = periodAt(fields, 'full_period', zone);
  const { proration_basis: basis, unrounded_scale } = readPolicies(fields);
  refuse(fields.issues);
  invariant(service_period !== null && full_period !== null, 'an input without errors has its periods');
  const share = shareOf({ service_period, full_period, zone, basis });
  return {
    amount: formatExact(prorated(amount, share), unrounded_scale),
    numerator: toNumber(share.numerator),
    denominator: toNumber(share.denominator),
  };
}

/** What is covered may be nothing, which is a share of zero (L11). */
function periodAt(input: Fields, key: string, zone: TimeZone): Period | null {
  const fields = openChild(input, key);
  return fields && readSpan(fields, ['start_date', 'end_date'], zone);
}
