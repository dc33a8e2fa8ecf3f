import { formatDecimal, formatExact } from '../../../decimal/index.js';
import { chargeAmounts, type RatedPrice } from '../../../prices/index.js';
import type { Policies } from '../../../wire/index.js';
import { encodeRatedPrice, type PriceRating } from '../rating.js';
import { encodeRating } from './charge.js';
import { encodeRows } from './sub-line-item.js';
import { writeWhenRead } from '../../encode/when-read.js';

// Of fewer charges, writing the workings costs no more than waiting for who might read them.
const manyCharges = 16;

/**
 * Writes a rated price for those who rate often. The workings of many charges are written when they are first read: they
 * are half of what such a document takes, in time and in memory, and most readers want the rows.
 */
export function encodePreparedRating(rated: RatedPrice, policies: Policies): PriceRating {
  if (rated.charges.length < manyCharges) return encodeRatedPrice(rated, policies);
  const { unrounded_scale } = policies;
  const amounts = chargeAmounts(rated).map((amount) => formatExact(amount, unrounded_scale));
  return writeWhenRead(
    {
      model_type: rated.model_type,
      price_type: rated.price_type,
      quantity: formatDecimal(rated.quantity),
      subtotal: formatExact(rated.subtotal, unrounded_scale),
      sub_line_items: encodeRows(rated.charges, amounts),
    },
    { workings: () => encodeRating(rated, { unrounded_scale, shown_amounts: null }) },
  );
}
