import { compare, type Decimal } from '../decimal/index.js';
import type { Instant, Period } from '../time/index.js';
import { quantityAt } from './quantity.js';
import type { QuantityTransition, TimedPrice } from './timeline.js';

/** From an instant on a period has been granted so many credits in all. */
export type SoldCredits = { readonly at: Instant; readonly quantity: Decimal };

/**
 * What a price that sells credits has granted in a period, whenever that rose: the most that was asked for so far (§8.6).
 * Credits that were granted are there, so that fewer take nothing back and as many again add nothing.
 */
export function soldIn(timed: TimedPrice, { start, end }: Period): readonly SoldCredits[] {
  const rises: SoldCredits[] = [{ at: start, quantity: quantityAt(timed, start) }];
  for (const { at, quantity } of timed.transitions) {
    const most = rises.at(-1)?.quantity;
    const isInside = at > start && at < end;
    if (isInside && (most === undefined || compare(quantity, most) > 0)) rises.push({ at, quantity });
  }
  return rises;
}

/** What it has granted of a period by an instant. */
export function soldBy(timed: TimedPrice, period: Period, instant: Instant): Decimal {
  const passed = soldIn(timed, period).filter(({ at }) => at <= instant);
  return passed.at(-1)?.quantity ?? quantityAt(timed, period.start);
}

/**
 * What the invoice of a period bills: all that is granted in it, in arrears; in advance what was known of that when it was
 * billed, so that what is added later is billed when it is added.
 */
export function soldOn(timed: TimedPrice, period: Period): Decimal {
  const isAdvance = timed.price.billing_mode === 'in_advance';
  const isBilled = ({ at, is_foreseen = false }: QuantityTransition): boolean =>
    !isAdvance || is_foreseen || at <= period.start;
  return soldBy({ ...timed, transitions: timed.transitions.filter(isBilled) }, period, period.end);
}
