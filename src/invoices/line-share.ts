import { multiply } from '../decimal/index.js';
import type { Portion } from '../cycles/index.js';
import type { Fraction } from '../prices/index.js';
import { cumulativeShare, shareOf, type ProrationBasis } from '../proration/index.js';
import type { Period, TimeZone } from '../time/index.js';

/** The time a line bills, and how its share of the whole is counted. */
export type SharedTime = {
  readonly period: Period;
  readonly full_period: Period;
  /** What falls due of it with this invoice; null: all. */
  readonly portion: Portion | null;
  readonly zone: TimeZone;
  readonly basis: ProrationBasis;
};

/** The share of its full cell that a service period covers; null for a whole one (D12). */
export function stubShare({ period, full_period, zone, basis }: SharedTime): Fraction | null {
  if (period.start === full_period.start && period.end === full_period.end) return null;
  return shareOf({ service_period: period, full_period, zone, basis });
}

/** The share of a service period's fee that is due with a portion, all earlier ones included; null: all (§4.5). */
export function instalmentShare({ period, full_period, portion, zone, basis }: SharedTime): Fraction | null {
  if (portion === null || portion.of === 1) return null;
  return cumulativeShare({ service_period: period, full_period, portion, zone, basis });
}

/** The share of a whole cell's fixed fee that is due: that of the stub, of which that of the instalment. */
export function dueShare(time: SharedTime): Fraction | null {
  const [stub, due] = [stubShare(time), instalmentShare(time)];
  if (stub === null || due === null) return stub ?? due;
  return {
    numerator: multiply(stub.numerator, due.numerator),
    denominator: multiply(stub.denominator, due.denominator),
  };
}
