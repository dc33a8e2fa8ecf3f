import type { RealCurrency } from '../currency/index.js';
import { roundMoney } from '../currency/index.js';
import { add, maximum, subtract, zero, type Decimal } from '../decimal/index.js';
import type { InvoiceLine } from './line.js';

/** The sums of an invoice, all in its currency (§1.3). */
export type InvoiceTotals = {
  readonly subtotal: Decimal;
  readonly tax: Decimal;
  readonly total: Decimal;
  readonly customer_balance: Decimal;
  readonly amount_due: Decimal;
};

/** Adds the lines up and takes the customer's balance off (§1.3, L8, L9). */
export function sumInvoice(
  lines: readonly InvoiceLine[],
  customer_balance: Decimal,
  currency: RealCurrency,
): InvoiceTotals {
  const subtotal = sumOf(lines, (line) => shownSubtotal(line, currency));
  const tax = sumOf(lines, (line) => line.tax_amount);
  const total = add(
    sumOf(lines, (line) => line.amount),
    tax,
  );
  // The balance pays at most the whole invoice; what it cannot pay is due.
  const amount_due = maximum(zero, subtract(total, customer_balance));
  return { subtotal, tax, total, customer_balance, amount_due };
}

/** A virtual line enters the invoice's subtotal converted, because the invoice has one real currency (F3). */
function shownSubtotal(line: InvoiceLine, currency: RealCurrency): Decimal {
  return line.converted === null ? roundMoney(line.subtotal, currency) : line.converted_amount;
}

function sumOf(lines: readonly InvoiceLine[], amount: (line: InvoiceLine) => Decimal): Decimal {
  return lines.reduce((sum, line) => add(sum, amount(line)), zero);
}
