import type { PriceInput, UsageInput } from 'reckoner';
import { integer, parseDecimal } from '../../src/decimal/index.js';
import {
  chargeAmounts,
  ratePreparedPrice,
  type PreparedPrice,
  type RatedPrice,
  type Usage,
} from '../../src/prices/index.js';
import { prepared } from './prepared.js';
import { rationalOf, type Rational } from './rational.js';

/** A share of a period. */
export type Share = { readonly numerator: number; readonly denominator: number };

/** Rates with the values that the price room itself returns, before anything is cut for printing. */
export function rateExactly(price: PriceInput, usage: UsageInput | null, share: Share | null = null): ExactRating {
  const own = prepared(price);
  if (own === null) throw new Error('not a valid price');
  const fraction = share && { numerator: integer(share.numerator), denominator: integer(share.denominator) };
  const rated = ratePreparedPrice(own, usage && read(usage), { fraction, negative_quantity: 'error' });
  return { prepared: own, rated, subtotal: rationalOf(rated.subtotal), amounts: chargeAmounts(rated).map(rationalOf) };
}

export type ExactRating = {
  readonly prepared: PreparedPrice;
  readonly rated: RatedPrice;
  readonly subtotal: Rational;
  readonly amounts: readonly Rational[];
};

function read(usage: UsageInput): Usage {
  if ('quantity' in usage) return { shape: 'quantity', quantity: parseDecimal(String(usage.quantity)) };
  const groups = usage.groups.map(({ grouping_values, quantity }) => ({
    grouping_values,
    quantity: parseDecimal(String(quantity)),
  }));
  return { shape: 'groups', groups };
}
