import type { Interval } from '../cycles/index.js';
import { identity, stamp } from '../identity/index.js';
import { quantityAt } from './quantity.js';
import { equals, one } from '../decimal/index.js';
import type { TimedPrice } from './timeline.js';

/** The same price, billed by the same boundaries, over another interval; it goes on with the quantity it has there. */
export function priceFrom(timed: TimedPrice, interval: Interval, subscription_id: string): TimedPrice {
  const { start, end } = interval;
  const quantity = quantityAt(timed, start);
  const goesOn = equals(quantity, timed.price.quantity ?? one) ? [] : [{ at: start, quantity }];
  const later = timed.transitions.filter(({ at }) => at > start && (end === null || at < end));
  return {
    ...timed,
    id: identity('price_interval', subscription_id, timed.price.id, stamp(start)),
    interval,
    transitions: [...goesOn, ...later],
  };
}
