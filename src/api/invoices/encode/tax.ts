import { printMoney, type RealCurrency } from '../../../currency/index.js';
import { formatDecimal } from '../../../decimal/index.js';
import type { ChargedTax } from '../../../invoices/index.js';
import type { TaxAmount, Writable } from '../../../wire/index.js';

/** Writes one tax on a line. */
export function encodeTax(
  { description, percentage, amount }: ChargedTax,
  currency: RealCurrency,
): Writable<TaxAmount> {
  return {
    tax_rate_description: description,
    tax_rate_percentage: percentage && formatDecimal(percentage),
    amount: printMoney(amount, currency),
  };
}
