import { add, formatFixed, toDecimal, zero, type Decimal } from '../../decimal/index.js';
import { inThousands } from '../../explain/index.js';
import type { InvoiceInput, TaxAmount } from '../../wire/index.js';
import { element, type Markup } from '../markup.js';
import { deductionRows, settlementRows, type SumRow } from './deductions.js';
import { numberCell, rowHead } from './table.js';

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

function sums(invoice: InvoiceInput): readonly SumRow[] {
  return [
    { label: 'Subtotal', amount: toDecimal(invoice.subtotal) },
    ...deductionRows(invoice),
    ...taxRows(invoice.line_items.flatMap((line) => line.tax_amounts)),
    { label: 'Total', amount: toDecimal(invoice.total), is_total: true },
  ];
}

/** Taxes of one name and rate are one row. */
function taxRows(taxes: readonly TaxAmount[]): readonly SumRow[] {
  const rows = new Map<string, Decimal>();
  for (const { tax_rate_description: name, tax_rate_percentage: rate, amount } of taxes) {
    const label = rate === null ? name : `${name} ${rate} %`;
    rows.set(label, add(rows.get(label) ?? zero, toDecimal(amount)));
  }
  return [...rows].map(([label, amount]) => ({ label, amount }));
}

function settlement(invoice: InvoiceInput): readonly SumRow[] {
  return [...settlementRows(invoice), { label: 'Amount due', amount: toDecimal(invoice.amount_due), is_total: true }];
}
