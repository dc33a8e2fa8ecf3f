import { divideExact, formatDecimal, negateExact, one } from '../decimal/index.js';
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
import type { SharedTime } from './line-share.js';
import type { QuantitySpan } from './rate-quantities.js';

/** Quantities in order, the first of which is that of the period's start, and the share of the fee that is due. */
type Changes = { readonly spans: readonly QuantitySpan[]; readonly time: SharedTime; readonly due: Fraction | null };

/**
 * Rates instalments in advance of a fixed fee whose quantity changed: those of the first quantity, and from each change on
 * the difference for the days that have fallen due, exact, so that the last instalment completes Σ P(qₖ) × daysₖ / full
 * days (§4.5, §9.2).
 */
export function rateInstalments(price: PreparedPrice, { spans, time, due }: Changes): RatedPrice {
  const end = time.portion?.end ?? time.period.end;
  // A change at the end of what is due is billed with the next instalment.
  const begun = spans.filter((span, position) => position === 0 || span.start < end);
  const subtotalOf = prepareSubtotal(price);
  const parts = begun.flatMap((span, position) => {
    const last = begun[position - 1];
    const subtotal = subtotalOf({ shape: 'quantity', quantity: span.quantity });
    const name = `quantity ${formatDecimal(span.quantity)}`;
    if (last === undefined) {
      const share = due === null ? one : divideExact(due.numerator, due.denominator);
      return [part(`${name}, what is due of it`, subtotal, share)];
    }
    const before = subtotalOf({ shape: 'quantity', quantity: last.quantity });
    const share = daysDue({ start: span.start, end }, time);
    return [
      part(`${name} ${share.left}`, subtotal, share.factor),
      part(`less quantity ${formatDecimal(last.quantity)} ${share.left}`, negateExact(before), share.factor),
    ] satisfies readonly ChargePart[];
  });
  const { quantity } = begun.at(-1) as QuantitySpan;
  return rateParts(price, { quantity, parts, due: null });
}

function daysDue(service_period: SharedTime['period'], { full_period, zone, basis }: SharedTime) {
  const { numerator, denominator } = shareOf({ service_period, full_period, zone, basis });
  const left = `for ${formatDecimal(numerator)} of ${formatDecimal(denominator)}`;
  return { left, factor: divideExact(numerator, denominator) };
}
