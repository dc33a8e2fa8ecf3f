import { one } from '../../decimal/index.js';
import type { PreparedPrice } from '../prepared-price.js';
import { lineQuantity, priceTypeOf, type RatedPrice } from '../rate-price.js';
import type { Usage } from '../usage.js';
import type { SubtotalOf } from './prepare-subtotal.js';

/**
 * Rates usage into one charge for all of it, by what `prepareSubtotal` made of the price: what it costs is the same, and
 * what would explain it is left out, for those who show none of it.
 */
export function rateAsOne(price: PreparedPrice, usage: Usage | null, subtotalOf: SubtotalOf): RatedPrice {
  const subtotal = subtotalOf(usage);
  // Without usage only a fixed price was not refused, and that has a quantity of its own (F5).
  const quantity = usage === null ? (price.fixed_price_quantity ?? one) : lineQuantity(price, usage);
  return {
    price_type: priceTypeOf(price, usage),
    model_type: price.model_type,
    quantity,
    charges: [{ kind: 'amount', name: 'Amount', quantity, amount: subtotal, grouping: null, parts: [] }],
    fraction: null,
    subtotal,
  };
}
