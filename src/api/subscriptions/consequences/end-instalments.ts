import { signExact, subtractExact, sumExact } from '../../../decimal/index.js';
import { standingIn } from '../../../invoices/index.js';
import { prorate, shareOf } from '../../../proration/index.js';
import { periodAt, quantitiesOf, type TimedPrice } from '../../../subscriptions/index.js';
import { intersect, shiftInstant, type Instant, type Period } from '../../../time/index.js';
import type { BilledPeriod } from './bill-rest.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { giveBack } from './give-back.js';
import { settleInstalments } from './settle-instalments.js';
import { settlementOf } from './settlement.js';
import { standingLines } from './standing-lines.js';

/**
 * The period in which an end lies, if it is billed in instalments and its quantity changed: their sum says what is unused,
 * because a line shows what all of them come to, and not of which days.
 */
export function changedInstalments(timed: TimedPrice, from: Instant, step: BillableStep): BilledPeriod | null {
  if (timed.price.invoicing === null || timed.price.sells_credits) return null;
  const period = periodAt(timed, step.customer.zone, shiftInstant(from, -1));
  const isChanged = period !== null && timed.transitions.some(({ at }) => at > period.start && at < period.end);
  return isChanged ? { timed, period } : null;
}

/** Gives back what the instalments of a period come to beyond its days up to an end inside of what was billed. */
export function endInstalments(
  books: Books,
  { from, ...billed }: BilledPeriod & { readonly from: Instant },
  step: BillableStep,
): Books {
  const period = { start: from, end: shiftInstant(from, 1) };
  const ends = standingLines(books, { ...billed, period }, step).map(({ line }) => line.end);
  // An end that lies beyond what was billed leaves its instalments to be less.
  if (ends.length === 0) return books;
  const unused = { start: from, end: ends.reduce((a, b) => (b > a ? b : a)) };
  return settleInstalments(books, { ...billed, unused }, step) ?? endOnly(books, { ...billed, unused }, step);
}

/** What ends in its first instalment is no longer billed in several. */
function endOnly(
  books: Books,
  { timed, period, unused }: BilledPeriod & { readonly unused: Period },
  step: BillableStep,
): Books {
  const days = { zone: step.customer.zone, basis: step.policies.proration_basis };
  const { priceOf } = settlementOf({ timed, period, stretches: [] }, step);
  const due = quantitiesOf(timed).flatMap(({ start, end, quantity }) => {
    const service_period = intersect({ start, end: end ?? period.end }, period);
    const priced = service_period && priceOf(quantity);
    return priced ? [prorate(priced.amount, shareOf({ service_period, full_period: period, ...days }))] : [];
  });
  const billed = { start: period.start, end: unused.end };
  const stands = standingIn(standingLines(books, { timed, period: billed }, step), billed, days);
  const amount = subtractExact(stands, sumExact(due));
  return signExact(amount) > 0 ? giveBack(books, { price_id: timed.price.id, time: unused, amount }, step) : books;
}
