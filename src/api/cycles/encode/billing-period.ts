import type { BillingPeriod } from '../../../cycles/index.js';
import { formatInstant, type Period } from '../../../time/index.js';

/** A half-open period as two instants in UTC. */
export type PeriodDocument = { start_date: string; end_date: string };

/** A billing period with the whole cell it lies in; the two are equal unless it is a stub. */
export type BillingPeriodDocument = PeriodDocument & { full_period: PeriodDocument };

/** Writes a billing period. */
export function encodeBillingPeriod(period: BillingPeriod): BillingPeriodDocument {
  return { ...encodePeriod(period), full_period: encodePeriod(period.full_period) };
}

function encodePeriod({ start, end }: Period): PeriodDocument {
  return { start_date: formatInstant(start), end_date: formatInstant(end) };
}
