import type { RealCurrency } from '../currency/index.js';
import { roundMoney } from '../currency/index.js';
import { add, createSum, maximum, subtract, zero, type Decimal } from '../decimal/index.js';
import type { InvoiceLine } from './line.js';

/** The sums of an invoice, all in its currency (§1.3). */
export type InvoiceTotals = {
  readonly subtotal: Decimal;
  readonly tax: Decimal;
  readonly total: Decimal;
  readonly customer_balance: Decimal;
  readonly amount_due: Decimal;
};

/** What a line adds to the sums of its invoice. */
export type LineSums = {
  readonly shown_subtotal: Decimal;
  readonly amount: Decimal;
  readonly tax_amount: Decimal;
};

/** Adds the lines up and takes the customer's balance off (§1.3, L8, L9). */
export function sumInvoice(
  lines: readonly InvoiceLine[],
  customer_balance: Decimal,
  currency: RealCurrency,
): InvoiceTotals {
  return sumEach(lines, (line) => shownSubtotal(line, currency), customer_balance);
}

/** Adds lines up that are known by what they add (§1.3, L8, L9). */
export function sumLines(lines: readonly LineSums[], customer_balance: Decimal): InvoiceTotals {
  return sumEach(lines, ({ shown_subtotal }) => shown_subtotal, customer_balance);
}

function sumEach<L extends Omit<LineSums, 'shown_subtotal'>>(
  lines: readonly L[],
  shownOf: (line: L) => Decimal,
  customer_balance: Decimal,
): InvoiceTotals {
  const [subtotals, amounts, taxes] = [createSum(), createSum(), createSum()];
  for (const line of lines) {
    subtotals.add(shownOf(line));
    amounts.add(line.amount);
    taxes.add(line.tax_amount);
  }
  const [subtotal, tax] = [subtotals.total(), taxes.total()];
  const total = add(amounts.total(), tax);
  // The balance pays at most the whole invoice; what it cannot pay is due.
  const amount_due = maximum(zero, subtract(total, customer_balance));
  return { subtotal, tax, total, customer_balance, amount_due };
}

/** A virtual line enters the invoice's subtotal converted, because the invoice has one real currency (F3). */
function shownSubtotal(line: InvoiceLine, currency: RealCurrency): Decimal {
  return line.converted === null ? roundMoney(line.subtotal, currency) : line.converted_amount;
}
