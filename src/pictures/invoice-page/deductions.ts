import { add, isZero, negate, subtract, toDecimal, zero, type Decimal } from '../../decimal/index.js';
import type { InvoiceInput, InvoiceLineItem } from '../../wire/index.js';

/** One row of the sums of an invoice. */
export type SumRow = { readonly label: string; readonly amount: Decimal; readonly is_total?: true };

type Cause = { readonly label: string; readonly amountIn: (line: InvoiceLineItem, is_money: boolean) => Decimal };

const causes: readonly Cause[] = [
  { label: 'Discounts', amountIn: adjusted((type) => type.endsWith('discount')) },
  { label: 'Minimums', amountIn: adjusted((type) => type === 'minimum') },
  { label: 'Maximums', amountIn: adjusted((type) => type === 'maximum') },
  { label: 'Prepaid credits', amountIn: (line, is_money) => (is_money ? negated(line.credits_applied) : zero) },
  { label: 'Already invoiced', amountIn: ({ partially_invoiced_amount: amount }) => negated(amount) },
];

/**
 * What lies between the subtotal and what the lines bill, cause by cause (W2, W3). A line in a pricing unit enters the
 * subtotal as it was converted, after its adjustments and credits (F3). Where the causes do not explain the difference,
 * as a fetched invoice may count otherwise, it is one row.
 */
export function deductionRows({ currency, line_items, subtotal }: InvoiceInput): readonly SumRow[] {
  const billed = sum(line_items.map(({ amount }) => toDecimal(amount)));
  const difference = subtract(billed, toDecimal(subtotal));
  const rows = causes.map(({ label, amountIn }) => ({
    label,
    amount: sum(line_items.map((line) => amountIn(line, line.price.currency === currency))),
  }));
  const isExplained = isZero(subtract(difference, sum(rows.map(({ amount }) => amount))));
  const told = isExplained
    ? rows
    : [{ label: 'Discounts, minimums, credits and earlier invoices', amount: difference }];
  return told.filter(({ amount }) => !isZero(amount));
}

/** What adjustments of some types did to a line; a minimum raises it, all others lower it (F2). */
function adjusted(isOfCause: (adjustment_type: string) => boolean): Cause['amountIn'] {
  return ({ adjustments }, is_money) => {
    const own = is_money ? adjustments.filter(({ adjustment_type }) => isOfCause(adjustment_type)) : [];
    return sum(
      own.map(({ adjustment_type, amount }) => (adjustment_type === 'minimum' ? toDecimal(amount) : negated(amount))),
    );
  };
}

/** What the balance and credit notes made of the total: the balance by its movements, and the rest credit notes. */
export function settlementRows(invoice: InvoiceInput): readonly SumRow[] {
  const applied = subtract(toDecimal(invoice.amount_due), toDecimal(invoice.total));
  // A draft has no movements yet, and nothing but the balance to pay it.
  const balance = invoice.credit_notes.length === 0 ? applied : balanceApplied(invoice);
  const rows = [
    { label: 'Customer balance', amount: balance },
    { label: 'Credit notes', amount: subtract(applied, balance) },
  ];
  return rows.filter(({ amount }) => !isZero(amount));
}

const paying: readonly string[] = ['applied_to_invoice', 'small_invoice_carryover'];

function balanceApplied({ customer_balance_transactions }: InvoiceInput): Decimal {
  const moves = customer_balance_transactions.filter(({ action }) => paying.includes(action));
  return sum(moves.map(({ type, amount }) => (type === 'increment' ? toDecimal(amount) : negated(amount))));
}

function negated(amount: string): Decimal {
  return negate(toDecimal(amount));
}

function sum(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((total, amount) => add(total, amount), zero);
}
