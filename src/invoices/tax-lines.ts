import { roundMoney, type RealCurrency } from '../currency/index.js';
import { add, divideExact, integer, multiply, zero, type Decimal } from '../decimal/index.js';
import type { LineRequest } from './line-request.js';
import type { InvoiceLine } from './line.js';
import type { ChargedTax, LineTax } from './tax.js';

/** What taxation may look at of a line. */
export type TaxedLine = Pick<InvoiceLine, 'id' | 'amount'> & {
  readonly request: Pick<LineRequest, 'name' | 'price_id' | 'period'>;
  readonly subject: Pick<InvoiceLine['subject'], 'item_id'>;
};

/** The port to taxation (§11.6): lines in, for each of them its taxes out. Pure; taxes come on top of the amounts. */
export type TaxLines = (lines: readonly TaxedLine[]) => readonly (readonly LineTax[])[];

/** The port where nothing is taxed. */
export const taxNothing: TaxLines = (lines) => lines.map(() => []);

const hundred = /*#__PURE__*/ integer(100);

/** Step 7: each tax on the amount of its line, rounded on its own; every rate has the same base (§11.6). */
export function taxLines<L extends TaxedLine>(
  lines: readonly L[],
  tax: TaxLines,
  currency: RealCurrency,
): readonly L[] {
  if (tax === taxNothing) return lines;
  const taxes = tax(lines);
  return lines.map((line, position) => {
    const own = taxes[position] ?? [];
    if (own.length === 0) return line;
    const charged = own.map((rate) => chargeTax(rate, line.amount, currency));
    return { ...line, taxes: charged, tax_amount: charged.reduce((sum, { amount }) => add(sum, amount), zero) };
  });
}

/** What a tax comes to on an amount; one that was computed elsewhere stays. */
export function chargeTax(tax: LineTax, base: Decimal, currency: RealCurrency): ChargedTax {
  const { description, percentage } = tax;
  if (tax.amount !== null) return { description, percentage, amount: tax.amount };
  const amount = roundMoney(divideExact(multiply(base, tax.percentage), hundred), currency);
  return { description, percentage, amount };
}
