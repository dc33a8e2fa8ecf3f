import { divideExact, formatDecimal, type Decimal } from '../decimal/index.js';
import {
  part,
  prepareSubtotal,
  rateParts,
  type ChargePart,
  type Fraction,
  type PreparedPrice,
  type RatedPrice,
} from '../prices/index.js';
import { shareOf } from '../proration/index.js';
import type { Period } from '../time/index.js';
import type { SharedTime } from './line-share.js';

/** A quantity of a fixed price, and the part of the service period over which it was in force. */
export type QuantitySpan = Period & { readonly quantity: Decimal };

type Spans = { readonly spans: readonly QuantitySpan[]; readonly time: SharedTime; readonly due: Fraction | null };

/**
 * Rates a fixed fee in arrears whose quantity changed: Σ P(qₖ) × daysₖ / full days, exact, as one line (§9.2).
 *
 * `due` is the instalment's share, null where all of it falls due.
 */
export function rateQuantities(price: PreparedPrice, { spans, time, due }: Spans): RatedPrice {
  const { full_period, zone, basis } = time;
  const subtotalOf = prepareSubtotal(price);
  const parts = spans.map(({ quantity, ...service_period }): ChargePart => {
    const subtotal = subtotalOf({ shape: 'quantity', quantity });
    const { numerator, denominator } = shareOf({ service_period, full_period, zone, basis });
    const unit = basis === 'day' ? 'days' : 'milliseconds';
    const name = `quantity ${formatDecimal(quantity)} over ${formatDecimal(numerator)} of ${formatDecimal(denominator)} ${unit}`;
    return part(name, subtotal, divideExact(numerator, denominator));
  });
  const last = spans.at(-1) as QuantitySpan;
  return rateParts(price, { quantity: last.quantity, parts, due });
}
