import {
  addExact,
  compareExact,
  formatDecimal,
  negateExact,
  signExact,
  subtractExact,
  zero,
  type Decimal,
  type Exact,
} from '../../../decimal/index.js';
import { boundariesIn, roundingIn, standingIn, type PricedQuantity } from '../../../invoices/index.js';
import { prorate, shareOf, type Share } from '../../../proration/index.js';
import { quantityAt } from '../../../subscriptions/index.js';
import { contains, type Instant, type Period } from '../../../time/index.js';
import { priceQuantity, type BilledPeriod } from './bill-rest.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { standingLines, type StandingLine } from './standing-lines.js';

/** A stretch of a period, and how many units were and are in force in it; from null: the price was not in force. */
export type DueStretch = Period & { readonly from: Decimal | null; readonly to: Decimal };

/** What is to be settled of a period that was billed in advance, and what a quantity comes to over all of it. */
export type Settlement = BilledPeriod & {
  readonly stretches: readonly DueStretch[];
  readonly priceOf: (quantity: Decimal) => PricedQuantity | null;
};

/** What a time comes to, and what of it stands billed, exact, in the price's currency. */
export type AdvanceDifference = Period & {
  readonly share: Share;
  readonly to: PricedQuantity;
  /** What the time comes to less what stands. */
  readonly amount: Exact;
  readonly standing: Exact;
  /** How far documents may be from what they come to exactly. */
  readonly rounding: Exact;
  /** The quantity that what stands comes to; null where it comes to none. */
  readonly from: PricedQuantity | null;
  /** Whether the price was in force then before this step. */
  readonly was_in_force: boolean;
  /** Up to when a line that bills its first day goes on; where there is none, the end of the period. */
  readonly reach: Instant;
};

/**
 * What is due of a period's stretches less what stands billed of them, cut where documents begin or end (§9.2). Due is what
 * the quantity in force comes to over the period, adjusted, × the stretch's share of its days.
 */
export function differencesIn(books: Books, settlement: Settlement, step: BillableStep): readonly AdvanceDifference[] {
  const lines = standingLines(books, settlement, step);
  return settlement.stretches.flatMap((stretch) => {
    const starts = [stretch.start, ...boundariesIn(lines, stretch)];
    return starts.flatMap((start, position) => {
      const part = { ...stretch, start, end: starts[position + 1] ?? stretch.end };
      return differenceOf(part, { settlement, lines, step }) ?? [];
    });
  });
}

/** Prices each quantity of a period once. */
export function pricingOf(billed: BilledPeriod, step: BillableStep): Settlement['priceOf'] {
  const known = new Map<string, PricedQuantity | null>();
  return (quantity) => {
    const key = formatDecimal(quantity);
    const priced = known.get(key) ?? priceQuantity({ quantity, ...billed }, step);
    known.set(key, priced);
    return priced;
  };
}

type Standing = Pick<AdvanceDifference, 'standing' | 'from'>;

type Known = { readonly settlement: Settlement; readonly lines: readonly StandingLine[]; readonly step: BillableStep };

function differenceOf(stretch: DueStretch, known: Known): AdvanceDifference | null {
  const { settlement, step } = known;
  const { start, end, from } = stretch;
  const to = settlement.priceOf(stretch.to);
  if (to === null) return null;
  const { zone } = step.customer;
  const basis = step.policies.proration_basis;
  const share = shareOf({ service_period: { start, end }, full_period: settlement.period, zone, basis });
  const stands = standsIn(stretch, share, known);
  if (stands === null) return null;
  const amount = subtractExact(prorate(to.amount, share), stands.standing);
  const rounding = roundingOf(known.lines, stretch);
  const reach = reachOf(start, known);
  return { start, end, share, to, amount, rounding, ...stands, was_in_force: from !== null, reach };
}

function reachOf(start: Instant, { settlement, lines }: Known): Instant {
  const ends = lines.flatMap(({ line }) => (contains(line, start) ? [line.end] : []));
  return (
    ends.reduce<Instant | null>((far, end) => (far === null || end > far ? end : far), null) ?? settlement.period.end
  );
}

function standsIn(stretch: DueStretch, share: Share, known: Known): Standing | null {
  const { settlement, lines } = known;
  if (lines.length === 0) {
    // Without its invoices a step knows only the quantity before; what begins with a period the period's invoice bills.
    const isBilledAlike = stretch.start === settlement.period.start;
    const from = settlement.priceOf(isBilledAlike ? stretch.to : (stretch.from ?? stretch.to));
    return from && { standing: prorate(from.amount, share), from };
  }
  const found = foundIn(stretch, share, known);
  // What stands is known to the cent: where it is what a quantity comes to, but for that, it is that exactly.
  const tolerance = roundingOf(lines, stretch);
  for (const likely of candidates(stretch, settlement)) {
    const comes_to = likely && prorate(likely.amount, share);
    if (likely === null || comes_to === null) continue;
    const off = subtractExact(comes_to, found);
    if (compareExact(absoluteOf(off), tolerance) <= 0) return { standing: comes_to, from: likely };
  }
  return { standing: found, from: null };
}

/** What documents bill of a stretch; where the period's own invoice is still to come, with what it will bill. */
function foundIn(stretch: DueStretch, share: Share, { settlement, lines, step }: Known): Exact {
  const { zone } = step.customer;
  const found = standingIn(lines, stretch, { zone, basis: step.policies.proration_basis });
  const { timed, period, priceOf } = settlement;
  if (lines.some(({ line }) => line.start <= period.start)) return found;
  const transitions = timed.transitions.filter(({ at, is_foreseen = false }) => is_foreseen || at <= period.start);
  const coming = priceOf(quantityAt({ ...timed, transitions }, stretch.start));
  return coming === null ? found : addExact(found, prorate(coming.amount, share));
}

function roundingOf(lines: readonly StandingLine[], stretch: DueStretch): Exact {
  const [first] = lines;
  return first === undefined ? zero : roundingIn(lines, stretch, first.invoice.currency);
}

/** What stands may come to, the likeliest first: to the quantity before, the one now, or any other of the price. */
function* candidates({ from, to }: DueStretch, { timed, priceOf }: Settlement): Iterable<PricedQuantity | null> {
  yield from === null ? { quantity: zero, amount: zero } : priceOf(from);
  yield priceOf(to);
  for (const { quantity } of timed.transitions) yield priceOf(quantity);
  yield timed.price.quantity && priceOf(timed.price.quantity);
}

function absoluteOf(value: Exact): Exact {
  return signExact(value) < 0 ? negateExact(value) : value;
}
