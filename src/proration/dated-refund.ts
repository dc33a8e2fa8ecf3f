import { add, addExact, zero, type Decimal, type Exact } from '../decimal/index.js';
import type { Instant, Period, TimeZone } from '../time/index.js';
import { measureOf, prorate, shareOf, type ProrationBasis } from './share.js';

/** A refund, and the time whose service it gave back, evenly by days. */
export type DatedRefund = { readonly amount: Decimal; readonly period: Period };

/** From when something is unused, and how days are counted. */
type UnusedTime = { readonly from: Instant; readonly zone: TimeZone; readonly basis: ProrationBasis };

/** Of refunds: Σ of those that have nothing to do with what is unused, and what falls on it of those that begin before. */
type SplitRefunds = {
  /** Whole amounts that are not taken off in full: of time before, and across. */
  readonly before: Decimal;
  /** The share of the latter that falls on the unused time, exact. */
  readonly across: Exact;
};

/** Parts refunds by the instant from which a line is unused. */
export function splitAt(refunds: readonly DatedRefund[], unused: UnusedTime): SplitRefunds {
  let before: Decimal = zero;
  let across: Exact = zero;
  for (const { amount, period } of refunds) {
    // ≥: what was given back for no time but this counts whole.
    if (period.start >= unused.from || !hasTime(period, unused)) continue;
    before = add(before, amount);
    if (period.end > unused.from) across = addExact(across, prorate(amount, restOf(period, unused)));
  }
  return { before, across };
}

function restOf(period: Period, { from, zone, basis }: UnusedTime) {
  return shareOf({ service_period: { start: from, end: period.end }, full_period: period, zone, basis });
}

/** Of hours within one day no day is a share. */
function hasTime(period: Period, { zone, basis }: UnusedTime): boolean {
  return measureOf({ full_period: period, zone, basis })(period) > 0;
}
