import { equals, signExact, subtractExact, type Exact } from '../../../decimal/index.js';
import { boundariesIn, type PricedQuantity } from '../../../invoices/index.js';
import { measureOf, prorate, shareOf, type Share } from '../../../proration/index.js';
import { contains, type Instant, type Period } from '../../../time/index.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import type { DueStretch, Settlement } from './settlement.js';
import { roundingOf, standingAmount, type KnownLines, type StandingAmount } from './standing-amount.js';
import { standingLines } from './standing-lines.js';
import { unroundedLines } from './unrounded-lines.js';

/** What a time comes to, and what of it stands billed, exact, in the price's currency. */
export type AdvanceDifference = Period &
  StandingAmount & {
    readonly share: Share;
    readonly to: PricedQuantity;
    /** What the time comes to less what stands. */
    readonly amount: Exact;
    /** How far documents may be from what they come to exactly. */
    readonly rounding: Exact;
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
  const lines = unroundedLines(standingLines(books, settlement, step), settlement, step);
  return settlement.stretches.flatMap((stretch) => {
    const starts = startsOf(stretch, { settlement, lines, step });
    return starts.flatMap((start, position) => {
      const part = { ...stretch, start, end: starts[position + 1] ?? stretch.end };
      return differenceOf(part, { settlement, lines, step }) ?? [];
    });
  });
}

/**
 * Where documents begin or end, days apart: one that begins within the day of what is before it bills no other days, and what
 * is missing begins with the day.
 */
function startsOf(stretch: Period, { settlement, lines, step }: KnownLines): readonly Instant[] {
  const { zone } = step.customer;
  const measure = measureOf({ full_period: settlement.period, zone, basis: step.policies.proration_basis });
  const starts = [stretch.start];
  for (const at of boundariesIn(lines, stretch)) {
    const last = starts.at(-1) as Instant;
    if (measure({ start: last, end: at }) > 0) starts.push(at);
  }
  return starts;
}

function differenceOf(stretch: DueStretch, known: KnownLines): AdvanceDifference | null {
  const { settlement, step } = known;
  const { start, end, from } = stretch;
  const { zone } = step.customer;
  const basis = step.policies.proration_basis;
  const share = shareOf({ service_period: { start, end }, full_period: settlement.period, zone, basis });
  const to = settlement.priceOf(stretch.to);
  const stands = standingAmount({ ...stretch, share }, known);
  if (to === null || stands === null) return null;
  return {
    start,
    end,
    share,
    to,
    ...stands,
    amount: subtractExact(prorate(to.amount, share), stands.standing),
    rounding: roundingOf(stretch, known),
    was_in_force: from !== null,
    reach: reachOf(start, known),
  };
}

function reachOf(start: Instant, { settlement, lines }: KnownLines): Instant {
  const ends = lines.flatMap(({ line }) => (contains(line, start) ? [line.end] : []));
  return ends.length === 0 ? settlement.period.end : ends.reduce((far, end) => (end > far ? end : far));
}

/** Whether two neighbours bill the same change and lie inside the line that it changes, so that one line may bill both (F4). */
export function isOneChange(a: AdvanceDifference, b: AdvanceDifference): boolean {
  const isNext = a.end === b.start && b.end <= a.reach && a.was_in_force === b.was_in_force;
  return isNext && signExact(a.amount) > 0 && signExact(b.amount) > 0 && isSameJump(a, b);
}

function isSameJump(a: AdvanceDifference, b: AdvanceDifference): boolean {
  if (a.from === null || b.from === null) return false;
  return equals(a.from.quantity, b.from.quantity) && equals(a.to.quantity, b.to.quantity);
}
