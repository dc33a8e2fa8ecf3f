import {
  compare,
  divideExact,
  equals,
  formatDecimal,
  negateExact,
  signExact,
  subtractExact,
  type Exact,
} from '../../../decimal/index.js';
import type { PricedQuantity } from '../../../invoices/index.js';
import { part, type ChargePart, type Fraction } from '../../../prices/index.js';
import { prorate, shareOf } from '../../../proration/index.js';
import { periodAt, type Consequence, type QuantityJump, type TimedPrice } from '../../../subscriptions/index.js';
import type { Period } from '../../../time/index.js';
import { billRest, priceQuantity, type BilledPeriod } from './bill-rest.js';
import { billedQuantity } from './billed-quantity.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { giveBack } from './give-back.js';
import { settleInstalments } from './settle-instalments.js';
import { undoQuantity } from './undo-quantity.js';

type QuantityChange = Extract<Consequence, { kind: 'change_quantity' }>;

/**
 * Settles another quantity of a fee that was billed in advance: (a(new) − a(old)) × what is left of the period, where a is
 * the adjusted subtotal of the period with that quantity (§9.2). More is billed at once on an invoice of its own, less
 * goes back on the price's newest advance lines unless `quantity_decrease` is `none`. A change that was settled at the same
 * instant and holds no more is taken back: with its documents where it lies ahead, else with the difference.
 */
export function settleQuantity(books: Books, change: QuantityChange, step: BillableStep): Books {
  const billed = billedPeriod(change, step);
  return (billed && settleInstalments(books, billed, step)) ?? settleChange(books, change, step);
}

function settleChange(books: Books, change: QuantityChange, step: BillableStep): Books {
  const { at, undoes, undone } = change;
  if (undoes !== undefined)
    return takeBack(books, change, { undone: undoes, step }) ?? settleDifference(books, change, step);
  if (undone === undefined || at <= step.at) return settleDifference(books, change, step);
  // The same change to another end: made anew if what there was of it can be taken back.
  const taken_back = takeBack(books, change, { undone, step });
  const { undone: _undone, ...rest } = change;
  return taken_back === null ? books : settleDifference(taken_back, rest, step);
}

type Undone = { readonly undone: QuantityJump; readonly step: BillableStep };

/** Takes back the documents of a change that lies ahead; null where there are none. */
function takeBack(books: Books, { at, price_interval_id }: QuantityChange, { undone, step }: Undone): Books | null {
  const timed = step.timeline.prices.find(({ id }) => id === price_interval_id);
  if (timed === undefined) return null;
  const period = periodAt(timed, step.customer.zone, at);
  const priced = period && priceJump(undone, { timed, period }, step);
  const whole = period && priced && { period, amount: growthIn(priced) };
  return undoQuantity(books, { price_id: timed.price.id, at, undone, whole }, step);
}

function settleDifference(books: Books, change: QuantityChange, step: BillableStep): Books {
  const billed = billedPeriod(change, step);
  return billed ? settleIn(books, { change, ...billed }, step) : books;
}

function billedPeriod({ at, price_interval_id }: QuantityChange, step: BillableStep): BilledPeriod | null {
  const timed = step.timeline.prices.find(({ id }) => id === price_interval_id);
  const period = timed && periodAt(timed, step.customer.zone, at);
  return timed && period ? { timed, period } : null;
}

type ChangeIn = BilledPeriod & { readonly change: QuantityChange };

function settleIn(books: Books, { change, timed, period }: ChangeIn, step: BillableStep): Books {
  const remaining = { start: change.at, end: change.until ?? period.end };
  const jump = unbilled(books, { change, timed, time: remaining }, step);
  const { undone: no_more = { from: jump.from, to: jump.from } } = change;
  const priced = priceJump(jump, { timed, period }, step);
  const undone = priceJump(no_more, { timed, period }, step);
  if (priced === null || undone === null) return books;
  const { zone } = step.customer;
  const share = shareOf({ service_period: remaining, full_period: period, zone, basis: step.policies.proration_basis });
  const difference = prorate(subtractExact(growthIn(priced), growthIn(undone)), share);
  if (signExact(difference) <= 0) {
    return giveBack(books, { timed, time: remaining, amount: negateExact(difference) }, step);
  }
  const line = { period: remaining, ...priced, remaining: share, beside: takenBack(undone, share) };
  return billRest(books, { timed, period, date: change.at, line }, step);
}

type ChangeOver = { readonly change: QuantityChange; readonly timed: TimedPrice; readonly time: Period };

/** Fewer units that gave nothing back are still billed, so that only more units than these are billed anew (§14). */
function unbilled(books: Books, { change, timed, time }: ChangeOver, step: BillableStep): QuantityJump {
  const { from, to, undoes, undone } = change;
  const isMore = undoes === undefined && undone === undefined && compare(to, from) > 0;
  if (!isMore || step.policies.quantity_decrease === 'credit') return { from, to };
  const billed = billedQuantity(books, from, { timed, time, step });
  return { from: compare(billed, to) < 0 ? billed : to, to };
}

type PricedJump = { readonly from: PricedQuantity; readonly to: PricedQuantity };

function growthIn({ from, to }: PricedJump): Exact {
  return subtractExact(to.amount, from.amount);
}

function priceJump({ from, to }: QuantityJump, { timed, period }: BilledPeriod, step: BillableStep): PricedJump | null {
  const [before, after] = [from, to].map((quantity) => priceQuantity({ quantity, timed, period }, step));
  return before && after ? { from: before, to: after } : null;
}

function takenBack(undone: PricedJump, { numerator, denominator }: Fraction): readonly ChargePart[] {
  const { from, to } = undone;
  if (equals(from.quantity, to.quantity)) return [];
  const name = `less the change from ${formatDecimal(from.quantity)} to ${formatDecimal(to.quantity)}`;
  return [part(name, negateExact(growthIn(undone)), divideExact(numerator, denominator))];
}
