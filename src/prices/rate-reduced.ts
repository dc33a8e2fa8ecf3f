import {
  compareExact,
  divideExact,
  isZero,
  maximumExact,
  multiplyExact,
  roundExact,
  subtractExact,
  zero,
  type Decimal,
  type Exact,
} from '../decimal/index.js';
import type { SubtotalOf } from './quick/prepare-subtotal.js';
import type { RatedPrice } from './rate-price.js';
import { meteredQuantity, type Usage } from './usage.js';

/** What a price was rated on, the rating, and what other usage costs; `usage` null where the price's own quantity was. */
export type RatedUsage = {
  readonly usage: Usage | null;
  readonly rated: Pick<RatedPrice, 'quantity' | 'subtotal'>;
  readonly subtotalOf: SubtotalOf;
};

// A quantity in a third of a group does not end. It is cut this far behind the point, and the amount is rounded to where
// the cut cannot reach, so that an amount that does end comes out exactly.
const quantityPlaces = 60;
const amountPlaces = 40;

/**
 * P(max(q − u, 0)): what a price costs with `units` less usage, by rating it again (D3). Several quantities, by group or
 * by cell, each shrink in the proportion in which the whole does.
 */
export function rateReduced({ usage, rated, subtotalOf }: RatedUsage, units: Exact): Exact {
  const own = usage ?? { shape: 'quantity', quantity: rated.quantity };
  const whole = meteredQuantity(own);
  // Lines that others are rated on are no units, so that there is nothing to take from.
  if (isZero(whole) || own.shape === 'components') return rated.subtotal;
  const left = maximumExact(subtractExact(whole, units), zero);
  const reduced = reduce(own, { left, whole });
  const subtotal = subtotalOf(reduced.usage);
  return reduced.is_cut ? roundExact(subtotal, amountPlaces, 'half_even') : subtotal;
}

type Rest = { readonly left: Exact; readonly whole: Decimal };

function reduce(
  usage: Exclude<Usage, { shape: 'components' }>,
  { left, whole }: Rest,
): { readonly usage: Usage; readonly is_cut: boolean } {
  let is_cut = false;
  const cut = (exact: Exact): Decimal => {
    const quantity = roundExact(exact, quantityPlaces, 'down');
    is_cut ||= compareExact(exact, quantity) !== 0;
    return quantity;
  };
  if (usage.shape === 'quantity') return { usage: { shape: 'quantity', quantity: cut(left) }, is_cut };
  const shrunk = <T extends { readonly quantity: Decimal }>(part: T): T => ({
    ...part,
    quantity: cut(divideExact(multiplyExact(part.quantity, left), whole)),
  });
  if (usage.shape === 'events') return { usage: { ...usage, events: usage.events.map(shrunk) }, is_cut };
  return { usage: { ...usage, groups: usage.groups.map(shrunk) }, is_cut };
}
