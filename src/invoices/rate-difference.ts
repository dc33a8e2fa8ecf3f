import { divideExact, formatDecimal, negateExact, type Decimal, type Exact } from '../decimal/index.js';
import {
  amountCharge,
  part,
  type ChargePart,
  type Fraction,
  type PreparedPrice,
  type RatedPrice,
} from '../prices/index.js';

/** A quantity of a fixed price and what it comes to over the whole service period, adjusted. */
export type PricedQuantity = { readonly quantity: Decimal; readonly amount: Exact };

/** A fixed fee in advance whose quantity changed while its period runs, and the share of the period that is left. */
export type QuantityDifference = {
  readonly from: PricedQuantity;
  readonly to: PricedQuantity;
  readonly remaining: Fraction;
  /** What earlier lines billed from the same instant on, and other changes than this; a line is cumulative (§1.2). */
  readonly beside?: readonly ChargePart[];
};

/** Rates the change of a quantity: (a(new) − a(old)) × what is left of the period, exact (§9.2). */
export function rateDifference(
  { model_type }: PreparedPrice,
  { from, to, remaining, beside = [] }: QuantityDifference,
): RatedPrice {
  const share = divideExact(remaining.numerator, remaining.denominator);
  const left = `for ${formatDecimal(remaining.numerator)} of ${formatDecimal(remaining.denominator)}`;
  const charge = amountCharge(
    to.quantity,
    part(`quantity ${formatDecimal(to.quantity)} ${left}`, to.amount, share),
    part(`less quantity ${formatDecimal(from.quantity)} ${left}`, negateExact(from.amount), share),
    ...beside,
  );
  const { quantity } = to;
  return {
    price_type: 'fixed_price',
    model_type,
    quantity,
    charges: [charge],
    fraction: null,
    subtotal: charge.amount,
  };
}
