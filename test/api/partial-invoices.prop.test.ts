import fc from 'fast-check';
import {
  draftInvoice,
  draftPartialInvoice,
  ratePrice,
  type AdjustmentInput,
  type DraftInvoiceInput,
  type UsageInput,
} from 'reckoner';
import { describe, expect, it } from 'vitest';
import type { InvoiceInput, ModelType } from '../../src/wire/index.js';
import { anyRates, documentRates } from '../support/decimal-texts.js';
import { rateables, usageShapes } from '../support/price-arbitraries.js';
import { print, product, rational, sum } from '../support/rational.js';

// What rates other lines has no usage of its own to cut.
const models = (Object.keys(usageShapes) as ModelType[]).filter((model) => usageShapes[model] !== 'components');

/** Every quantity of usage in any form, multiplied: what had been used of it by then. */
function share<T>(usage: T, factor: string): T {
  if (Array.isArray(usage)) return usage.map((entry: unknown) => share(entry, factor)) as T;
  if (typeof usage !== 'object' || usage === null) return usage;
  return Object.fromEntries(
    Object.entries(usage).map(([key, value]) => [
      key,
      key === 'quantity' ? print(product(rational(String(value)), rational(factor))) : share(value as unknown, factor),
    ]),
  ) as T;
}

const adjustments = fc.array(
  fc.constantFrom<AdjustmentInput>(
    { adjustment_type: 'percentage_discount', percentage_discount: '0.15' },
    { adjustment_type: 'amount_discount', amount_discount: '7.77' },
    { adjustment_type: 'minimum', minimum_amount: '33.33' },
    { adjustment_type: 'maximum', maximum_amount: '1234.56' },
    { adjustment_type: 'usage_discount', usage_discount: '3.5' },
  ),
  { maxLength: 3 },
);
// Any order: usage is corrected downward now and then.
const cuts = fc.array(fc.constantFrom('0', '0.1', '0.25', '0.5', '0.75', '0.9', '1'), { maxLength: 4 });

describe.each(models)('L41 partial invoices and the final one add up to the single invoice: %s', (model) => {
  it.each(['apply', 'defer'] as const)('minimums_on_partial %s', (minimums_on_partial) => {
    fc.assert(
      fc.property(
        rateables(model, documentRates(model, anyRates)),
        cuts,
        adjustments,
        ({ price, usage }, factors, adjusting) => {
          // An amount of more than 38 digits is printed, but no document that holds it can be read again.
          if (/\d{36}/.test(ratePrice(price, usage).subtotal)) return;
          const input = (used: UsageInput): DraftInvoiceInput => ({
            customer: { id: 'acme', currency: 'USD' },
            prices: [{ ...price, id: 'p', price_type: 'usage_price' }],
            usage: { p: used },
            period: { start_date: '2026-01-01', end_date: '2026-02-01' },
            adjustments: adjusting,
            policies: { minimums_on_partial },
          });
          const earlier_invoices: InvoiceInput[] = [];
          factors.forEach((factor, position) => {
            const { invoice } = draftPartialInvoice({
              ...input(share(usage, factor)),
              at: `2026-01-${String(position + 10)}`,
              invoicing_threshold: '0.01',
              earlier_invoices: [...earlier_invoices],
            });
            if (invoice !== null) earlier_invoices.push(invoice);
          });
          const final = draftInvoice({ ...input(usage), earlier_invoices }).invoice;
          const amounts = [...earlier_invoices, final].flatMap(({ line_items }) =>
            line_items.map((line) => line.amount),
          );
          const single = draftInvoice(input(usage)).invoice;
          expect(print(sum(amounts.map((amount) => rational(amount))))).toBe(print(rational(single.total)));
        },
      ),
      { numRuns: 15 },
    );
  });
});
