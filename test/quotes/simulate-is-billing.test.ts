import fc from 'fast-check';
import {
  comparePlans,
  simulate,
  type PriceInput,
  type QuotedOffer,
  type SimulatedCustomer,
  type SimulateInput,
} from 'reckoner';
import { describe, expect, it } from 'vitest';
import { frozen } from '../support/frozen.js';

const fee = (id: string, amount: string, more: Partial<PriceInput> = {}) =>
  ({ id, name: id, model_type: 'unit', unit_config: { unit_amount: amount }, ...more }) as PriceInput;
const calls = (amount: string) => fee('calls', amount, { billable_metric_id: 'calls' });
const tiered: PriceInput = {
  id: 'storage',
  name: 'Storage',
  model_type: 'tiered_with_minimum',
  billable_metric_id: 'storage',
  tiered_with_minimum_config: {
    tiers: [
      { tier_lower_bound: '0', unit_amount: '0.25', minimum_amount: '5' },
      { tier_lower_bound: '100', unit_amount: '0.103', minimum_amount: '30' },
    ],
  },
};
const matrix: PriceInput = {
  id: 'gpu',
  name: 'GPU',
  model_type: 'matrix',
  billable_metric_id: 'gpu',
  matrix_config: {
    dimensions: ['kind'],
    default_unit_amount: '0.9',
    matrix_values: [{ dimension_values: ['a100'], unit_amount: '1.275' }],
  },
};
const percent: PriceInput = {
  id: 'support',
  name: 'Support',
  model_type: 'percent',
  percent_config: { percent: 0.075 },
};

const discount = {
  adjustment_type: 'percentage_discount',
  percentage_discount: 0.125,
  applies_to_all: true,
} as const;
const usageDiscount = {
  adjustment_type: 'usage_discount',
  usage_discount: 30,
  applies_to_price_ids: ['calls'],
} as const;

const plan = (prices: readonly PriceInput[], adjustments: readonly object[] = []) =>
  ({ plan: { id: 'plan', currency: 'USD', prices, adjustments } }) as unknown as QuotedOffer;

/** Lists that are planned in each way: lines alone, lines together, a year's fee, instalments, and credits drafted in turn. */
const lists: readonly QuotedOffer[] = [
  { prices: [calls('0.10'), tiered, matrix] },
  plan([calls('0.0835'), tiered, matrix, fee('base', '19.99')], [discount, usageDiscount]),
  plan([calls('0.09'), matrix, tiered, percent, fee('yearly', '100.00', { cadence: 'annual' })]),
  plan(
    [fee('yearly', '99.95', { cadence: 'annual', billed_in_advance: false }), calls('0.2'), tiered, matrix],
    [discount],
  ),
  plan([
    calls('0.2'),
    tiered,
    matrix,
    fee('rent', '100.00', {
      cadence: 'annual',
      invoicing_cycle_configuration: { duration: 1, duration_unit: 'month' },
    }),
  ]),
  { prices: [calls('0.12'), tiered, matrix], credits: [{ amount: '50', per_unit_cost_basis: '0.8' }] },
];

const customers: fc.Arbitrary<SimulatedCustomer> = fc
  .record({
    id: fc.constantFrom('a', 'b', 'subscription:c', 'd%'),
    calls: fc.integer({ min: 0, max: 3000 }),
    storage: fc.integer({ min: 0, max: 300 }),
    gpu: fc.integer({ min: 0, max: 30 }),
    rate: fc.constantFrom('0', '0.035', '-0.2'),
  })
  .map(({ id, rate, ...used }) => ({
    customer: { id, currency: 'USD', name: `Customer ${id}`, metadata: { id } },
    usage: {
      calls: { quantity: used.calls, growth: { kind: 'compound', rate } },
      storage: { quantity: `${used.storage}.25` },
      gpu: {
        groups: [
          { grouping_values: ['a100'], quantity: used.gpu },
          { grouping_values: [null], quantity: 3 },
        ],
      },
    },
  }));

type Told = readonly (string | null)[];

async function told(input: SimulateInput): Promise<readonly Told[]> {
  const outcomes: Told[] = [];
  const { failed } = await simulate({
    ...input,
    listed: 100,
    onCustomer: ({ customer_id, current, proposed }) => void outcomes.push([customer_id, current, proposed]),
  });
  return [...outcomes, ...failed.first.map(({ customer_id, code, detail }) => [customer_id, code, detail])];
}

describe('simulating is billing', () => {
  it('gives each of many customers what comparePlans gives them', async () => {
    const changes = fc.record({
      current: fc.constantFrom(...lists),
      proposed: fc.constantFrom(...lists),
      start_date: fc.constantFrom('2026-01-01', '2026-01-31'),
      periods: fc.integer({ min: 1, max: 3 }),
      timezone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Kolkata'),
      terms: fc.constantFrom(undefined, { trial_duration_days: 10 }, { end_date: '2026-03-11' }),
      // The first two of a kind are drafted; from the third on they are computed by what was read for the second.
      used: fc.array(customers, { minLength: 3, maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(changes, async ({ used, timezone, terms, ...input }) => {
        const { current, proposed, start_date, periods } = frozen(input);
        const all = used.map(({ customer, usage }) => ({ customer: { ...customer, timezone }, usage, terms }));
        const each = all.map(({ customer, usage }) => {
          const offers = Object.entries({ current, proposed }).map(([id, offer]) => ({ ...offer, id, terms }));
          const { total } = comparePlans({ customer, usage, start_date, periods, offers });
          return [customer.id, ...total.amounts.map(({ amount }) => amount)];
        });
        expect(await told({ ...input, customers: frozen(all) })).toEqual(each);
      }),
      { numRuns: 6 },
    );
  });

  const change = { current: lists[0]!, proposed: lists[1]!, start_date: '2026-01-01', periods: 2 };
  const alike = (id: string, usage: SimulatedCustomer['usage'], more: object = {}): SimulatedCustomer => ({
    customer: { id, currency: 'USD', ...more },
    usage,
  });
  const used = { calls: { quantity: 10 }, storage: { quantity: 20 }, gpu: { groups: [] } };
  const known = [alike('first', used), alike('second', used), alike('third', used)];

  it('refuses one among many as it refuses one alone', async () => {
    const odd = [
      alike('negative', { ...used, calls: { quantity: -1 } }),
      alike('missing', { calls: { quantity: 1 } }),
      alike('unknown', { ...used, nothing: { quantity: 1 } }),
      alike('shapeless', { ...used, gpu: { quantity: 1 } }),
      alike('growing', { ...used, calls: { quantity: 1, growth: { kind: 'linear', amount: -5 } } }),
      alike('', used),
      alike('nowhere', used, { timezone: 'Mars/Olympus' }),
      alike('owing', used, { balance: 'much' }),
      alike('unsettled', used, { currency: 7 }),
    ];
    const among = await told({ ...change, customers: [...known, ...odd] });
    const alone = (await Promise.all(odd.map((one) => told({ ...change, customers: [one] })))).flat();
    expect(among.slice(known.length)).toEqual(alone);
    expect(alone.length).toBe(odd.length);
  });

  it('gives the holders of licences what comparePlans gives them, each by the licences of their own', async () => {
    const own = { license_type_id: 'seat' };
    const granting = (amount: string, granted: string): QuotedOffer => {
      const license_allocations = [{ currency: 'credits', amount: granted }];
      return plan([{ ...calls(amount), currency: 'credits', conversion_rate: 1.5, ...own, license_allocations }]);
    };
    const shared = { start_date: '2026-01-01', periods: 2, license_types: [{ id: 'seat', name: 'Seat', grouping_key: 'user' }] }; // prettier-ignore
    const offered = { current: granting('0.2', '4'), proposed: granting('0.25', '9') };
    const holder = (id: string, start_date: string) => ({
      customer: { id, currency: 'USD' },
      usage: { calls: { quantity: 100 } },
      licenses: [{ external_license_id: 'ann', license_type_id: 'seat', start_date }],
      license_usage: {
        calls: {
          groups: [
            { grouping_values: ['ann'], quantity: 60 },
            { grouping_values: [null], quantity: 40 },
          ],
        },
      },
    });
    const holders = [holder('a', '2026-01-01'), holder('b', '2026-01-01'), holder('c', '2026-02-01'), holder('d', '2026-03-01')]; // prettier-ignore
    // Of 20 or 25 credits a month Ann's are 12 or 15, of which 4 or 9 are granted in each month of a licence, and the rest is
    // converted: (40 − 8) × 1.5 and (50 − 18) × 1.5; in the second month alone (40 − 4) × 1.5 and (50 − 9) × 1.5; or never.
    const expected = [
      ['a', '48.00', '48.00'],
      ['b', '48.00', '48.00'],
      ['c', '54.00', '61.50'],
      ['d', '60.00', '75.00'],
    ];
    expect(await told(frozen({ ...shared, ...offered, customers: holders }))).toEqual(expected);
    for (const one of holders) {
      const offers = Object.entries(offered).map(([id, offer]) => ({ ...offer, id }));
      const { amounts } = comparePlans({ ...shared, ...one, offers }).total;
      expect([one.customer.id, ...amounts.map(({ amount }) => amount)]).toEqual(
        expected.find(([id]) => id === one.customer.id),
      );
    }
    const stray = { ...holder('e', '2026-01-01'), license_usage: { nothing: { groups: [] } } };
    const [refused] = await told({ ...shared, ...offered, customers: [stray] });
    expect(refused?.slice(0, 2)).toEqual(['e', 'price_reference']);
    expect(refused?.[2]).toContain('license_usage.nothing');
  });

  it('takes no usage under the ids of another customer', async () => {
    const { subscription } = comparePlans({
      customer: known[1]!.customer,
      usage: used,
      start_date: change.start_date,
      periods: change.periods,
      offers: [
        { id: 'a', ...change.current },
        { id: 'b', ...change.proposed },
      ],
    }).offers[0]!.quote;
    const [interval] = subscription.price_intervals;
    const stranger = alike('stranger', { ...used, [interval!.id]: { quantity: 5 } });
    const outcomes = await told({ ...change, customers: [...known, stranger] });
    expect(outcomes.at(-1)!.slice(0, 2)).toEqual(['stranger', 'price_reference']);
  });
});
