import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  draftInvoice,
  percentTax,
  prepareInvoicing,
  type DraftInvoiceInput,
  type PrepareInvoicingInput,
  type PreparedInvoiceInput,
} from '../../src/index.js';
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';

const termKeys = 'plan prices adjustments metrics dimensional_price_groups custom_models tax policies'.split(' ');

/** One input of `draftInvoice` as the two that a prepared plan takes. */
function split(input: object): [PrepareInvoicingInput, PreparedInvoiceInput] {
  const of = (terms: boolean) =>
    Object.fromEntries(Object.entries(input).filter(([key]) => termKeys.includes(key) === terms));
  return [frozen(of(true)) as PrepareInvoicingInput, frozen(of(false)) as PreparedInvoiceInput];
}

const cases = ['draft', 'adjusted', 'credits-tax-balance', 'ledgers'].flatMap((file) =>
  (
    JSON.parse(readFileSync(new URL(`../cases/invoices/${file}.json`, import.meta.url), 'utf8')) as {
      readonly name: string;
      readonly input: DraftInvoiceInput;
      readonly ledgers?: unknown;
    }[]
  ).map(
    ({ name, input, ledgers }) =>
      [`${file}: ${name}`, { ...input, ...(Array.isArray(ledgers) && { ledgers }) }] as const,
  ),
);

/** What an action returns, or refuses with. */
function outcome(action: () => unknown): string {
  let refused: string[] = [];
  try {
    return JSON.stringify(action());
  } catch {
    refused = faultsOf(action);
  }
  return refused.join('\n');
}

describe('a prepared plan', () => {
  it.each(cases)('drafts what is drafted without: %s', (_, input) => {
    const [terms, own] = split(input);
    const expected = outcome(() => draftInvoice(input as DraftInvoiceInput));
    const prepared = prepareInvoicing(terms);
    // Twice, because the second draft copies what the first one wrote.
    expect(outcome(() => prepared.draft(own))).toBe(expected);
    expect(outcome(() => prepared.draft(own))).toBe(expected);
  });

  const price = {
    id: 'calls',
    name: 'Calls',
    item_id: 'api',
    model_type: 'tiered',
    tiered_config: {
      tiers: [
        { first_unit: 0, last_unit: 10, unit_amount: '1.00' },
        { first_unit: 10, unit_amount: '0.35' },
      ],
    },
    metadata: { team: 'a' },
  } as const;
  const fee = { id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: 7 } } as const;
  const adjustments = [
    {
      adjustment: { adjustment_type: 'percentage_discount', percentage_discount: 0.1 },
      start_date: '2026-01-31',
      end_date: '2026-02-01',
    },
  ] as const;
  const period = { start_date: '2026-01-01', end_date: '2026-02-01' };

  it('is one plan for customers of any currency and time zone, in any order', () => {
    const terms = frozen({
      prices: [price, fee],
      adjustments,
      tax: percentTax([{ tax_rate_description: 'VAT', tax_rate_percentage: 20 }]),
    });
    const prepared = prepareInvoicing(terms);
    const customer = fc.record({
      id: fc.constantFrom('a', 'b'),
      currency: fc.constantFrom('USD', 'JPY', 'KWD'),
      timezone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Tokyo'),
    });
    // A fixed price that is given usage bills it, so that one price is of one type or the other.
    const used = fc.record({ calls: fc.integer({ min: 0, max: 400 }), fee: fc.option(fc.nat(5), { nil: undefined }) });
    fc.assert(
      fc.property(customer, used, ({ ...own }, { calls, fee: units }) => {
        const usage = {
          calls: { quantity: calls / 8 },
          ...(units !== undefined && { fee: { quantity: units } }),
        };
        const input = frozen({ customer: own, period, usage });
        expect(JSON.stringify(prepared.draft(input))).toBe(JSON.stringify(draftInvoice({ ...terms, ...input })));
      }),
      { numRuns: 60 },
    );
  });

  it('gives each invoice a document of its own', () => {
    const prepared = prepareInvoicing({ prices: [price] });
    const input = { customer: { id: 'acme', currency: 'USD' }, period, usage: { calls: { quantity: 12 } } };
    const first = prepared.draft(input).invoice;
    const before = JSON.stringify(first);
    const mutable = first.line_items[0]?.price as { metadata: object; item: { name: string } } & Record<
      string,
      unknown
    >;
    mutable.item.name = 'changed';
    Object.assign(mutable.metadata, { team: 'b' });
    (mutable['tiered_config'] as { tiers: unknown[] }).tiers.pop();
    expect(JSON.stringify(prepared.draft(input).invoice)).toBe(before);
  });

  it.each([
    [
      'as usual',
      { item: { id: 'i', name: 'I' }, billing_cycle_configuration: { duration: 1, duration_unit: 'month' } },
    ],
    ['with more in them', { item: { id: 'i', name: 'I', more: [1] }, metadata: { '': 'nameless' } }],
    ['in another order', { item: { name: 'I', id: 'i' }, billable_metric: { id: 'm', name: 'M' } }],
    ['under a joined key', { billable_metric: { id: 'm' }, metadata: { 'id,name': 'x' } }],
    ['with an inherited name', { metadata: JSON.parse('{"__proto__":"x"}') as object }],
  ])('copies the objects inside a price %s', (_, parts) => {
    const terms = frozen({ prices: [{ ...fee, ...parts }] });
    const input = frozen({ customer: { id: 'acme', currency: 'USD' }, period, usage: { fee: { quantity: 1 } } });
    const prepared = prepareInvoicing(terms as never);
    const expected = JSON.stringify(draftInvoice({ ...terms, ...input } as never));
    prepared.draft(input);
    const own = prepared.draft(input);
    expect(JSON.stringify(own)).toBe(expected);
    for (const [key, part] of Object.entries(parts)) {
      const copy: unknown = Reflect.get(own.invoice.line_items[0]?.price ?? {}, key);
      expect(copy).toEqual(part);
      expect(copy).not.toBe(Reflect.get(prepared.draft(input).invoice.line_items[0]?.price ?? {}, key));
    }
  });

  it('takes models of the caller', () => {
    const terms = {
      prices: [{ id: 'x', model_type: 'flat', flat_config: { amount: '9.99' } }],
      custom_models: {
        flat: {
          needs: 'quantity',
          rate: ({ config }: { config: { amount: string } }) => ({ subtotal: config.amount, rows: [] }),
        },
      },
    } as const;
    const input = { customer: { id: 'acme', currency: 'USD' }, period, usage: { x: { quantity: 3 } } };
    expect(prepareInvoicing(terms as never).draft(input)).toEqual(draftInvoice({ ...terms, ...input } as never));
  });

  it('refuses what is wrong with the plan at once, and what is wrong with an invoice with it', () => {
    const faulty = {
      prices: [price, price, { model_type: 'nope' }],
      adjustments: [{ adjustment: { adjustment_type: 'minimum', minimum_amount: -1 }, start_date: 'soon' }],
      metrics: [{ id: 'm', sql: 'SELECT' }],
      tax: 20,
      policies: { rounding: 'up' },
    };
    expect(faultsOf(() => prepareInvoicing(faulty as never))).toEqual([
      'unknown_policy policies.rounding',
      'unsupported_sql metrics[0].sql',
      'unknown_model_type prices[2].model_type',
      'invalid_reference prices[1]',
      'invalid_instant adjustments[0].start_date',
      'invalid_adjustment adjustments[0].adjustment.minimum_amount',
      'invalid_type tax',
    ]);
    expect(faultsOf(() => prepareInvoicing({ prices: [], customer: {} } as never))).toEqual(['invalid_type customer']);
    expect(faultsOf(() => prepareInvoicing({}))).toEqual(['missing_field ']);
    const prepared = prepareInvoicing({ prices: [price] });
    expect(faultsOf(() => prepared.draft({ customer: { id: 'a' }, period } as never))).toEqual([
      'missing_field customer.currency',
    ]);
    expect(
      faultsOf(() => prepared.draft({ prices: [], customer: { id: 'a', currency: 'USD' }, period } as never)),
    ).toEqual(['invalid_type prices']);
  });
});
