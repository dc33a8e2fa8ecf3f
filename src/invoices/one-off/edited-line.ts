import type { RealCurrency } from '../../currency/index.js';
import { add, equals, zero, type Decimal } from '../../decimal/index.js';
import { fail, shown } from '../../errors/index.js';
import type { RecordedTax } from '../recorded/recorded-line.js';
import { chargeTax, taxLines, type TaxedLine, type TaxLines } from '../tax-lines.js';
import type { ChargedTax } from '../tax.js';

/** A line of a draft that is being edited. */
export type EditedLine = TaxedLine & {
  /** As it enters the invoice's subtotal (F3). */
  readonly shown_subtotal: Decimal;
  /** What it came to before the edit, and the taxes on that; null for a new line. */
  readonly before: { readonly amount: Decimal; readonly taxes: readonly RecordedTax[] } | null;
};

/** An edited line with the taxes on what it comes to now. */
export type RetaxedLine = EditedLine & {
  readonly taxes: readonly ChargedTax[];
  readonly tax_amount: Decimal;
};

/**
 * Taxes the lines of an edited draft anew. Without a port, lines keep their taxes: as they are where the amount is, else
 * by their percentages.
 *
 * @throws BillingError `missing_field` where a tax of unknown percentage would have to change
 */
export function retax(
  lines: readonly EditedLine[],
  tax: TaxLines | null,
  currency: RealCurrency,
): readonly RetaxedLine[] {
  if (tax === null) return lines.map((line) => withTaxes(line, keptTaxes(line, currency)));
  const untaxed = lines.map((line) => withTaxes(line, []));
  return taxLines(untaxed, tax, currency);
}

function withTaxes(line: EditedLine, taxes: readonly ChargedTax[]): RetaxedLine {
  return { ...line, taxes, tax_amount: taxes.reduce((sum, { amount }) => add(sum, amount), zero) };
}

function keptTaxes({ id, before, amount }: EditedLine, currency: RealCurrency): readonly ChargedTax[] {
  if (before === null || equals(before.amount, amount)) return before?.taxes ?? [];
  return before.taxes.map(({ description, percentage }) => {
    if (percentage !== null) return chargeTax({ description, percentage, amount: null }, amount, currency);
    const message = `is missing, though the amount of ${shown(id)} changes and its tax ${shown(description)} has no percentage; give the tax function`;
    return fail('tax', 'missing_field', message);
  });
}
