import { add, formatFixed, isZero, negate, parseDecimal, zero, type Decimal } from '../../decimal/index.js';
import type { AdjustmentWorkings, InvoiceDraft, InvoiceWorkings, LineWorkings } from '../../wire/index.js';
import { formatMoney, placesOf } from './digits.js';
import type { TableRow } from './layout.js';

type Sum = { readonly label: string; readonly amount: Decimal };

// What makes no difference is no row.
function acting({ amount }: Sum): boolean {
  return !isZero(amount);
}

/** From the subtotal to the amount due: each row is the difference it makes, so that the column adds up. */
export function totalRows(invoice: InvoiceDraft, workings: InvoiceWorkings): readonly TableRow[] {
  const { currency, lines } = workings;
  const places = placesOf(invoice.total);
  const row = ({ label, amount }: Sum): TableRow => [label, '', '', formatMoney(formatFixed(amount, places), currency)];
  return [
    { label: 'Subtotal', amount: parseDecimal(invoice.subtotal) },
    ...[...adjustments(lines, currency), ...earlier(lines), ...taxes(lines)].filter(acting),
    { label: 'Total', amount: parseDecimal(invoice.total) },
    ...[{ label: 'Customer balance applied', amount: negate(parseDecimal(workings.balance_applied)) }].filter(acting),
    { label: 'Amount due', amount: parseDecimal(invoice.amount_due) },
  ].map(row);
}

const kinds = {
  usage_discount: 'Discounts',
  amount_discount: 'Discounts',
  percentage_discount: 'Discounts',
  tiered_percentage_discount: 'Discounts',
  minimum: 'Minimums',
  maximum: 'Maximums',
} as const satisfies { readonly [K in AdjustmentWorkings['adjustment_type']]: string };

/** A line in a pricing unit enters the subtotal after its adjustments and credits, as money (F3): these are of the others. */
function adjustments(lines: readonly LineWorkings[], currency: string): readonly Sum[] {
  const own = lines.filter((line) => line.currency === currency);
  const steps = own.flatMap((line) => line.adjustments);
  const sums = ['Discounts', 'Minimums', 'Maximums'].map((label) => ({
    label,
    amount: total(
      steps.filter((step) => kinds[step.adjustment_type] === label),
      (step) => step.shown_change,
    ),
  }));
  const credits = total(own, ({ credits_applied }) => credits_applied);
  return [...sums, { label: 'Prepaid credits', amount: negate(credits) }];
}

function earlier(lines: readonly LineWorkings[]): readonly Sum[] {
  const invoiced = total(lines, ({ partially_invoiced_amount }) => partially_invoiced_amount);
  return [{ label: 'Invoiced before', amount: negate(invoiced) }];
}

/** Taxes of one name and rate are one row. */
function taxes(lines: readonly LineWorkings[]): readonly Sum[] {
  const sums = new Map<string, Decimal>();
  for (const { tax_rate_description: name, tax_rate_percentage: rate, amount } of lines.flatMap((line) => line.taxes)) {
    const label = rate === null ? name : `${name} ${rate} %`;
    sums.set(label, add(sums.get(label) ?? zero, parseDecimal(amount)));
  }
  return [...sums].map(([label, amount]) => ({ label, amount }));
}

function total<T>(rows: readonly T[], amount: (row: T) => string): Decimal {
  return rows.reduce<Decimal>((sum, row) => add(sum, parseDecimal(amount(row))), zero);
}
