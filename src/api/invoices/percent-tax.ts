import { decimalAt } from '../../decimal/index.js';
import {
  isGiven,
  openFields,
  placeOf,
  refuse,
  requiredText,
  report,
  valueAt,
  wanting,
  type Fields,
  type Issues,
} from '../../errors/index.js';
import type { Amount } from '../../wire/index.js';
import type { LineTaxInput, TaxFunction } from './ports.js';

/** One rate of a tax table. */
export type TaxRateInput = {
  readonly tax_rate_description: string;
  /** Out of a hundred. */
  readonly tax_rate_percentage: Amount;
  /** The items that are taxed at this rate; absent or null: all. */
  readonly item_ids?: readonly string[] | null | undefined;
};

/**
 * A tax function from a table of percentages: each line bears every rate that names its item, or names none.
 *
 * All rates are taken of the line's amount, after adjustments, credits and earlier invoices; none of another tax (§11.6).
 *
 * @throws `BillingError` `missing_field`, `invalid_type`, `invalid_decimal` for a rate that is none
 * @example
 * ```ts
 * import { draftInvoice, percentTax } from 'reckoner';
 *
 * const { invoice } = draftInvoice({
 *   customer: { id: 'acme', currency: 'USD' },
 *   prices: [{ id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 }],
 *   period: { start_date: '2026-01-01', end_date: '2026-02-01' },
 *   tax: percentTax([{ tax_rate_description: 'Sales tax', tax_rate_percentage: '8.875' }]),
 * });
 * invoice.line_items[0]?.tax_amounts[0]?.amount; // → '5.33'
 * invoice.total; // → '65.33'
 * ```
 */
export function percentTax(rates: readonly TaxRateInput[]): TaxFunction {
  const issues: Issues = [];
  const place = placeOf('rates');
  if (!Array.isArray(rates)) issues.push({ path: 'rates', severity: 'error', ...wanting(rates, 'a list of rates') });
  const table = (Array.isArray(rates) ? Array.from(rates as readonly unknown[]) : []).flatMap((rate, position) => {
    const fields = openFields(rate, placeOf(position, place), { issues, watch: null });
    return fields === null ? [] : [readRate(fields)];
  });
  refuse(issues);
  return (lines) =>
    lines.map(({ item_id }) =>
      table.filter(({ items }) => items === null || items.has(item_id)).map(({ tax }) => ({ ...tax })),
    );
}

type TableRate = { readonly tax: LineTaxInput; readonly items: ReadonlySet<unknown> | null };

function readRate(fields: Fields): TableRate {
  const tax_rate_description = requiredText(fields, 'tax_rate_description');
  decimalAt(fields, 'tax_rate_percentage');
  const tax_rate_percentage = valueAt(fields, 'tax_rate_percentage') as Amount;
  const items = valueAt(fields, 'item_ids');
  if (isGiven(items) && !Array.isArray(items)) report(fields, 'item_ids', wanting(items, 'a list of item ids'));
  return {
    tax: { tax_rate_description, tax_rate_percentage },
    items: Array.isArray(items) ? new Set(items as readonly unknown[]) : null,
  };
}
