import { add, subtract, sumExact, type Exact } from '../../decimal/index.js';
import { convert } from '../../prices/index.js';
import type { RecordedLine } from '../recorded/recorded-line.js';

/**
 * What a line in a pricing unit came to in money, before it was rounded (§8.7, D27): what is given back of it is rounded
 * once, and another quantity there and back comes to nothing. A document that does not say how it was converted tells the
 * rounded amount.
 */
export function convertedOf(line: RecordedLine): Exact {
  const { conversion, adjusted_subtotal, credits_applied, amount, partially_invoiced_amount } = line;
  if (conversion === null) return add(amount, partially_invoiced_amount);
  return sumExact(convert(conversion, subtract(adjusted_subtotal, credits_applied)).map((part) => part.amount));
}
