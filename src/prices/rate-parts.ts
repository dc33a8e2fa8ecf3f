import { divideExact, multiplyExact, type Decimal } from '../decimal/index.js';
import { amountCharge, type ChargePart } from './charge.js';
import type { Fraction } from './fraction.js';
import type { PreparedPrice } from './prepared-price.js';
import { priceTypeOf, type RatedPrice } from './rate-price.js';

/** The quantity that a line shows, what its amount adds up from, and the share of it that is due; null: all. */
type Parts = { readonly quantity: Decimal; readonly parts: readonly ChargePart[]; readonly due: Fraction | null };

/** A price whose subtotal was put together from parts, as one charge: that of a quantity that changed (§9.2). */
export function rateParts(price: PreparedPrice, { quantity, parts, due }: Parts): RatedPrice {
  const charge = amountCharge(quantity, ...parts);
  const { amount } = charge;
  return {
    price_type: priceTypeOf(price, { shape: 'quantity', quantity }),
    model_type: price.model_type,
    quantity,
    charges: [charge],
    fraction: due,
    subtotal: due === null ? amount : divideExact(multiplyExact(amount, due.numerator), due.denominator),
  };
}
