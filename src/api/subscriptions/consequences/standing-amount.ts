import {
  addExact,
  compareExact,
  negateExact,
  signExact,
  subtractExact,
  zero,
  type Exact,
} from '../../../decimal/index.js';
import { roundingIn, standingIn, uncertaintyIn, type PricedQuantity } from '../../../invoices/index.js';
import { prorate, type Share } from '../../../proration/index.js';
import { quantityAt } from '../../../subscriptions/index.js';
import type { BillableStep } from './billing.js';
import type { DueStretch, Settlement } from './settlement.js';
import type { StandingLine } from './standing-lines.js';

/** What stands billed of a stretch, in the price's currency, and the quantity that this comes to; null: to none. */
export type StandingAmount = { readonly standing: Exact; readonly from: PricedQuantity | null };

/** What a settlement is looked at by: the lines of its period, and the step. */
export type KnownLines = {
  readonly settlement: Settlement;
  readonly lines: readonly StandingLine[];
  readonly step: BillableStep;
};

/** A stretch and its share of the period. */
export type SharedStretch = DueStretch & { readonly share: Share };

/**
 * What stands billed of a stretch. Documents tell it to the cent: where it is what a quantity comes to, but for what was
 * rounded, it is that exactly, so that another quantity is billed by the difference of both (§9.2).
 */
export function standingAmount(stretch: SharedStretch, known: KnownLines): StandingAmount | null {
  const { settlement, lines } = known;
  if (lines.length === 0 && settlement.is_invoiced !== true) return unknownAmount(stretch, settlement);
  const found = foundIn(stretch, known);
  const tolerance = uncertaintyOf(stretch, known);
  for (const from of candidates(stretch, settlement)) {
    const standing = from && prorate(from.amount, stretch.share);
    if (standing !== null && isNear(standing, found, tolerance)) return { standing, from };
  }
  return { standing: found, from: null };
}

/** Without its invoices a step knows only the quantity before. What begins with a period the period's invoice bills. */
function unknownAmount(
  { start, from, to, share }: SharedStretch,
  { priceOf, period }: Settlement,
): StandingAmount | null {
  const billed = priceOf(start === period.start ? to : (from ?? to));
  return billed && { standing: prorate(billed.amount, share), from: billed };
}

/** What documents bill of a stretch; where the period's own invoice is still to come, with what it will bill. */
function foundIn(stretch: SharedStretch, { settlement, lines, step }: KnownLines): Exact {
  const { customer, policies } = step;
  const found = standingIn(lines, stretch, { zone: customer.zone, basis: policies.proration_basis });
  const { timed, period, priceOf, is_invoiced = false } = settlement;
  if (is_invoiced || lines.some(({ line }) => line.start === period.start)) return found;
  const transitions = timed.transitions.filter(({ at, is_foreseen = false }) => is_foreseen || at <= period.start);
  const coming = priceOf(quantityAt({ ...timed, transitions }, stretch.start));
  return coming === null ? found : addExact(found, prorate(coming.amount, stretch.share));
}

/** How far documents may be from what they come to exactly. */
export function roundingOf(stretch: DueStretch, known: KnownLines): Exact {
  return measuredIn(stretch, known)(roundingIn);
}

/** The same where it is not known what they were rounded from. */
function uncertaintyOf(stretch: DueStretch, known: KnownLines): Exact {
  return measuredIn(stretch, known)(uncertaintyIn);
}

function measuredIn(time: DueStretch, { lines, step }: KnownLines) {
  const [first] = lines;
  const days = { zone: step.customer.zone, basis: step.policies.proration_basis };
  return (measure: typeof roundingIn): Exact =>
    first === undefined ? zero : measure(lines, { time, days }, first.invoice.currency);
}

/** What may stand, the likeliest first: the quantity before, the one now, or any other that the price has had. */
function* candidates({ from, to }: DueStretch, { timed, priceOf }: Settlement): Iterable<PricedQuantity | null> {
  yield from === null ? { quantity: zero, amount: zero } : priceOf(from);
  yield priceOf(to);
  for (const { quantity } of timed.transitions) yield priceOf(quantity);
  yield timed.price.quantity && priceOf(timed.price.quantity);
}

function isNear(a: Exact, b: Exact, tolerance: Exact): boolean {
  const off = subtractExact(a, b);
  return compareExact(signExact(off) < 0 ? negateExact(off) : off, tolerance) <= 0;
}
