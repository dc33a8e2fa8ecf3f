import { add, formatFixed, isZero, subtract, toDecimal, zero, type Decimal } from '../../decimal/index.js';
import { inThousands } from '../../explain/index.js';
import type { InvoiceInput, TaxAmount } from '../../wire/index.js';
import { element, type Markup } from '../markup.js';
import { numberCell, rowHead } from './table.js';

type Row = { readonly label: string; readonly amount: Decimal; readonly is_total?: true };

/** From the subtotal to the amount due: every row is the difference it makes, so that the column adds up. */
export function renderTotals(invoice: InvoiceInput): Markup {
  const places = invoice.total.split('.')[1]?.length ?? 0; // a printed amount shows its minor unit (F1)
  const rows = [...sums(invoice), ...settlement(invoice)].map(({ label, amount, is_total }) =>
    element(
      'tr',
      { class: is_total ? 'total' : null },
      rowHead(label),
      numberCell(inThousands(formatFixed(amount, places))),
    ),
  );
  const caption = element('caption', {}, 'What it comes to');
  return element('table', { class: 'totals' }, caption, element('tbody', {}, ...rows));
}

function sums(invoice: InvoiceInput): readonly Row[] {
  const subtotal = toDecimal(invoice.subtotal);
  const amounts = invoice.line_items.reduce((sum, { amount }) => add(sum, toDecimal(amount)), zero);
  const between: Row = {
    label: 'Discounts, minimums, credits and earlier invoices',
    amount: subtract(amounts, subtotal),
  };
  return [
    { label: 'Subtotal', amount: subtotal },
    ...(isZero(between.amount) ? [] : [between]),
    ...taxRows(invoice.line_items.flatMap((line) => line.tax_amounts)),
    { label: 'Total', amount: toDecimal(invoice.total), is_total: true },
  ];
}

/** Taxes of one name and rate are one row. */
function taxRows(taxes: readonly TaxAmount[]): readonly Row[] {
  const rows = new Map<string, Decimal>();
  for (const { tax_rate_description: name, tax_rate_percentage: rate, amount } of taxes) {
    const label = rate === null ? name : `${name} ${rate} %`;
    rows.set(label, add(rows.get(label) ?? zero, toDecimal(amount)));
  }
  return [...rows].map(([label, amount]) => ({ label, amount }));
}

/** What the balance and credit notes made of the total; nothing where the whole total is due. */
function settlement({ total, amount_due }: InvoiceInput): readonly Row[] {
  const applied = subtract(toDecimal(amount_due), toDecimal(total));
  const due: Row = { label: 'Amount due', amount: toDecimal(amount_due), is_total: true };
  return isZero(applied) ? [due] : [{ label: 'Customer balance and credit notes', amount: applied }, due];
}
