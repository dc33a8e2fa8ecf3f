import fc from 'fast-check';
import type { Invoice, InvoiceDraft } from '../../src/wire/index.js';
import { draftInvoice } from '../../src/index.js';

type Line = {
  readonly id: string;
  readonly subtotal: string;
  readonly amount: string;
  readonly taxes: readonly string[];
  readonly adjustments: readonly (readonly [type: string, amount: string, is_invoice_level: boolean])[];
};

const values = {
  usage_discount: { usage_discount: 1 },
  amount_discount: { amount_discount: '1.00' },
  percentage_discount: { percentage_discount: 0.1 },
  tiered_percentage_discount: { tiers: [] },
  minimum: { minimum_amount: '1.00', item_id: 'seats' },
  maximum: { maximum_amount: '1.00' },
} as const;

/** A paid or issued invoice with lines of exactly these figures, for tests of what happens to it afterwards. */
export function recordedInvoice(status: 'issued' | 'paid' | 'synced', lines: readonly Line[]): Invoice {
  const { invoice } = draftInvoice({
    customer: { id: 'acme', currency: 'USD' },
    prices: lines.map(({ id }) => ({
      id,
      name: id,
      model_type: 'unit',
      unit_config: { unit_amount: 0 },
      fixed_price_quantity: 1,
    })),
    period: { start_date: '2026-01-01', end_date: '2026-02-01' },
    invoice_number: 'ACME-00001',
  });
  const line_items = invoice.line_items.map((line, position) => {
    const { subtotal, amount, taxes, adjustments } = lines[position]!;
    return {
      ...line,
      subtotal,
      adjusted_subtotal: amount,
      amount,
      adjustments: adjustments.map(([adjustment_type, share, is_invoice_level]) => ({
        id: `${adjustment_type}${is_invoice_level}`,
        adjustment_type,
        amount: share,
        is_invoice_level,
        filters: [],
        applies_to_price_ids: lines.map(({ id }) => id),
        reason: null,
        replaces_adjustment_id: null,
        ...values[adjustment_type as keyof typeof values],
      })),
      tax_amounts: taxes.map((tax) => ({ tax_rate_description: 'Tax', tax_rate_percentage: null, amount: tax })),
    };
  });
  const total = cents(
    line_items.reduce(
      (sum, line) => sum + toCents(line.amount) + line.tax_amounts.reduce((s, t) => s + toCents(t.amount), 0),
      0,
    ),
  );
  const dates = {
    issued_at: '2026-02-02T00:00:00+00:00',
    paid_at: status === 'paid' ? '2026-02-03T00:00:00+00:00' : null,
  };
  return {
    ...invoice,
    line_items: line_items as unknown as Invoice['line_items'],
    total,
    amount_due: total,
    status,
    ...dates,
  };
}

/** Whole cents of a printed dollar amount. */
export function toCents(text: string): number {
  return Math.round(Number(text) * 100);
}

/** A printed dollar amount of whole cents. */
export function cents(amount: number): string {
  const size = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${size.slice(0, -2)}.${size.slice(-2)}`;
}

/** A draft that comes to a total, and the balance of its customer, both in cents. */
export const draftAndBalance: fc.Arbitrary<{ draft: InvoiceDraft; balance: string }> = fc
  .tuple(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: -100_000, max: 100_000 }))
  .map(([total, balance]) => {
    const { invoice } = draftInvoice({
      customer: { id: 'acme', currency: 'USD' },
      prices: [
        {
          id: 'seats',
          name: 'Seats',
          model_type: 'unit',
          unit_config: { unit_amount: cents(total) },
          fixed_price_quantity: 1,
        },
      ],
      period: { start_date: '2026-01-01', end_date: '2026-02-01' },
    });
    return { draft: invoice, balance: cents(balance) };
  });
