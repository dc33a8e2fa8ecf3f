import { Big } from 'big.js';
import {
  createUsageMeter,
  definePriceModel,
  draftInvoice,
  draftPartialInvoice,
  explain,
  renderExplanation,
  type CustomDraftInvoiceInput,
} from 'reckoner';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InvoiceDraft } from '../../src/wire/index.js';
import { expectToAddUp } from '../support/explanation-law.js';
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';

/** A rate per region, by rows; the rate is exact to more digits than a cent has. */
const regional = definePriceModel<{ readonly rates: { readonly [region: string]: string } }, readonly ['region']>({
  needs: ['region'],
  rate({ config, usage }) {
    const rows = usage.groups.map(({ grouping_values: [region], quantity }) => ({
      name: String(region),
      quantity,
      amount: new Big(quantity).times(config.rates[String(region)] ?? 1).toFixed(),
      grouping: { key: 'region', value: region ?? null },
    }));
    return { subtotal: rows.reduce((sum, { amount }) => sum.plus(amount), new Big(0)).toFixed(), rows };
  },
});

const price = {
  id: 'traffic',
  name: 'Traffic',
  model_type: 'regional',
  billable_metric_id: 'bytes',
  regional_config: { rates: { eu: '0.333', us: '0.25' } },
} as const;
const period = { start_date: '2026-01-01', end_date: '2026-02-01' };
const base = {
  customer: { id: 'acme', currency: 'USD' },
  custom_models: { regional },
  prices: [price],
  metrics: [{ id: 'bytes', aggregation: { kind: 'sum', expression: 'bytes' } }],
  period,
} as const satisfies CustomDraftInvoiceInput;
const events = [
  ['eu', 10],
  ['us', 3],
  ['eu', 0.5],
].map(([region, bytes], at) => ({
  event_name: 'transfer',
  timestamp: `2026-01-0${at + 1}T00:00:00Z`,
  properties: { region: region as string, bytes: bytes as number },
}));

const draft = (more: Partial<CustomDraftInvoiceInput> = {}) => draftInvoice({ ...base, ...frozen(more) });

describe('custom models on an invoice (§2.2)', () => {
  it('are metered by the keys they need, settled to the cent and explained', () => {
    const drafted = draft({ events });
    const [line] = drafted.invoice.line_items;
    // 10.5 × 0.333 = 3.4965 and 3 × 0.25 = 0.75: 4.2465, whose cents are 4.25 = 3.50 + 0.75.
    expect(line?.subtotal).toBe('4.25');
    expect(
      line?.sub_line_items.map(({ type, grouping, quantity, amount }) => [type, grouping, quantity, amount]),
    ).toEqual([
      ["'null'", { key: 'region', value: 'eu' }, 10.5, '3.50'],
      ["'null'", { key: 'region', value: 'us' }, 3, '0.75'],
    ]);
    expect(drafted.workings.lines[0]?.rating.model_type).toBe('regional');
    expectToAddUp(explain(drafted));
    expect(renderExplanation(explain(drafted))).toContain('by the model');
    const bytes = JSON.stringify([drafted.invoice, drafted.workings]);
    expect(JSON.parse(bytes)).toEqual([drafted.invoice, drafted.workings]);
  });

  it('bill what a meter opened for them measured', () => {
    const { customer, custom_models, prices, metrics } = base;
    const meter = createUsageMeter({ customer, custom_models, prices, metrics, period });
    meter.addAll(events);
    expect(draft({ usage: meter.usage() }).invoice).toEqual(draft({ events }).invoice);
  });

  it('are adjusted from their exact amount: half of 4.2465 is 2.12325', () => {
    const adjustments = [{ adjustment_type: 'percentage_discount', percentage_discount: 0.5 }] as const;
    expect(draft({ events, adjustments }).invoice.total).toBe('2.12');
  });

  it('are asked again with less usage by a usage discount: (7 − 2)² and not 7² − 2²', () => {
    const square = definePriceModel<object, 'quantity'>({
      needs: 'quantity',
      rate: ({ usage }) => ({ subtotal: new Big(usage.quantity).pow(2).toFixed(), rows: [] }),
    });
    const { invoice } = draftInvoice({
      customer: base.customer,
      custom_models: { square },
      prices: [{ id: 'a', model_type: 'square', square_config: {} }],
      usage: { a: { quantity: 7 } },
      adjustments: [{ adjustment_type: 'usage_discount', usage_discount: 2, applies_to_price_ids: ['a'] }],
      period,
    });
    expect([invoice.subtotal, invoice.total]).toEqual(['49.00', '25.00']);
  });

  it('stand in plans, bare or wrapped, beside models that are built in', () => {
    const seats = {
      id: 'seats',
      model_type: 'unit',
      unit_config: { unit_amount: '12' },
      fixed_price_quantity: 2,
    } as const;
    const plan = { prices: [{ price }, seats] };
    const { custom_models, customer } = base;
    const usage = { traffic: { groups: [{ grouping_values: ['eu'], quantity: 1000 }] } };
    expect(draftInvoice({ customer, custom_models, plan, usage, period }).invoice.total).toBe('357.00');
  });

  it('add up over partial invoices to the single one', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(amounts, (steps) => {
        let quantity = 0;
        const earlier_invoices: InvoiceDraft[] = [];
        for (const [position, step] of steps.entries()) {
          quantity += step;
          const usage = { traffic: { groups: [{ grouping_values: ['eu'], quantity }] } };
          const partial = draftPartialInvoice({
            ...base,
            usage,
            earlier_invoices,
            at: `2026-01-0${position + 2}`,
            invoicing_threshold: '1.00',
          });
          if (partial.invoice) earlier_invoices.push(partial.invoice);
        }
        const usage = { traffic: { groups: [{ grouping_values: ['eu'], quantity }] } };
        const closing = draft({ usage, earlier_invoices }).invoice;
        const billed = [...earlier_invoices, closing].reduce((sum, { total }) => sum.plus(total), new Big(0));
        expect(billed.toFixed(2)).toBe(draft({ usage }).invoice.total);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['unknown where they are not passed', { custom_models: {} }, ['unknown_model_type prices[0].model_type']],
    ['no models', { custom_models: 7 }, ['invalid_type custom_models', 'unknown_model_type prices[0].model_type']],
    ['without a function', { custom_models: { regional: {} } }, ['custom_model_invalid custom_models.regional']],
    ['a built-in name', { custom_models: { regional, unit: regional } }, ['custom_model_invalid custom_models.unit']],
    [
      'rows that do not add up',
      {
        custom_models: {
          regional: { needs: ['region'], rate: () => ({ subtotal: 1, rows: [{ name: 'a', quantity: 1, amount: 2 }] }) },
        },
      },
      ['custom_model_invalid custom_models.regional'],
    ],
  ])('are refused: %s', (_what, more, faults) => {
    expect(faultsOf(() => draftInvoice({ ...base, events, ...more } as never))).toEqual(faults);
  });
});
