import { roundMoney, type RealCurrency } from '../currency/index.js';
import {
  isNegative,
  isZero,
  maximum,
  minimum,
  negate,
  negateExact,
  subtract,
  subtractExact,
  zero,
  type Decimal,
  type Exact,
} from '../decimal/index.js';
import { fail } from '../errors/index.js';
import type { Instant, Period, TimeZone } from '../time/index.js';
import { splitAt, type DatedRefund } from './dated-refund.js';
import { prorate, shareOf, type ProrationBasis } from './share.js';

/** A line that was billed in advance, as far as a refund of it is concerned. */
export type BilledLine = {
  /** Exact, after discounts, before rounding. */
  readonly adjusted_subtotal: Exact;
  /** What was billed: whole minor units. */
  readonly amount: Decimal;
  /** Σ of the refunds given on this line before. */
  readonly refunded: Decimal;
  /** Those of them that were given for a time of their own, such as when fewer units were left; none said: none. */
  readonly dated?: readonly DatedRefund[];
  readonly service_period: Period;
};

/** From when a line is unused, and how days and money are counted. */
export type Unused = {
  readonly from: Instant;
  readonly zone: TimeZone;
  readonly basis: ProrationBasis;
  readonly currency: RealCurrency;
};

/**
 * What is paid back of a line whose service ends early (D27): its adjusted subtotal × remaining days ÷ covered days, less
 * what was refunded of these days before, rounded, at most what is not refunded yet. Ended at its start, all that is left
 * comes back.
 *
 * An earlier refund counts whole, but one that was given for a time of its own: of that, what falls on the remaining days.
 * All refunds of a line together never exceed its amount (L32). Where an earlier refund reached further back already,
 * nothing is left to refund and the answer is zero.
 *
 * @throws BillingError `invalid_service_period` when `from` lies outside the line's service period
 */
export function refundUnused(line: BilledLine, unused: Unused): Decimal {
  if (!isNegative(line.amount)) return refundOf(line, unused);
  // A line that gave money takes it back by the mirror of the rule.
  const { adjusted_subtotal, amount, refunded, dated = [], service_period } = line;
  const mirrored = {
    adjusted_subtotal: negateExact(adjusted_subtotal),
    amount: negate(amount),
    refunded: negate(refunded),
    dated: dated.map((refund) => ({ ...refund, amount: negate(refund.amount) })),
    service_period,
  };
  return negate(refundOf(mirrored, unused));
}

function refundOf(line: BilledLine, unused: Unused): Decimal {
  const { amount, refunded, service_period } = line;
  const { start, end } = service_period;
  if (unused.from < start || unused.from > end) {
    fail('from', 'invalid_service_period', 'lies outside the service period of the line; give an instant within it');
  }
  const open = subtract(amount, refunded);
  const due = unused.from === start ? open : minimum(dueTo(line, unused), open);
  return maximum(due, zero);
}

/** What is unused of a line and not refunded, rounded to the minor unit (§1.1). */
function dueTo({ adjusted_subtotal, amount, refunded, dated = [], service_period }: BilledLine, unused: Unused) {
  const { from, zone, basis, currency } = unused;
  const remaining = { start: from, end: service_period.end };
  // Nothing was charged for a line without a day, and there is nothing to divide by.
  if (isZero(amount)) return zero;
  const share = shareOf({ service_period: remaining, full_period: service_period, zone, basis });
  const { before, across } = splitAt(dated, unused);
  // What was rounded already is taken off after rounding, so that refunds add up to what one refund would have been.
  const rest = roundMoney(subtractExact(prorate(adjusted_subtotal, share), across), currency);
  return subtract(minimum(rest, amount), subtract(refunded, before));
}
