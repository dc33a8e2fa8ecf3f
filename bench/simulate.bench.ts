import { Big } from 'big.js';
import { comparePlans, simulate, type PriceInput, type SimulatedCustomer } from '../src/index.js';
import { compareWaiting, type Comparison } from './harness.js';

const rows = 200;
const calls = { id: 'calls', name: 'Calls', billable_metric_id: 'calls' } as const;
const storage: PriceInput = {
  id: 'storage',
  name: 'Storage',
  billable_metric_id: 'storage',
  model_type: 'package',
  package_config: { package_amount: '4.99', package_size: 250 },
};
const tiers = [
  { first_unit: 0, last_unit: 5000, unit_amount: '0.018' },
  { first_unit: 5000, last_unit: null, unit_amount: '0.015' },
];
const base: PriceInput = { id: 'base', name: 'Base', model_type: 'unit', unit_config: { unit_amount: '15.00' } };
const change = {
  current: { prices: [{ ...calls, model_type: 'unit', unit_config: { unit_amount: '0.02' } }, storage] },
  proposed: { prices: [{ ...calls, model_type: 'tiered', tiered_config: { tiers } }, storage, base] },
  start_date: '2026-01-01',
  periods: 12,
} as const;

const customers = Array.from({ length: rows }, (_, at): SimulatedCustomer => ({
  customer: { id: `customer-${at}`, currency: 'USD', timezone: at % 3 === 0 ? 'Europe/Paris' : 'America/New_York' },
  usage: {
    calls: { quantity: (at * 7919) % 20_011, growth: { kind: 'compound', rate: '0.02' } },
    storage: { quantity: (at * 311) % 4001 },
  },
}));

async function simulated(): Promise<readonly string[]> {
  const { revenue } = await simulate({ ...change, customers });
  return [revenue.current, revenue.proposed];
}

/** The same customers one after the other, each deal read anew. */
function compared(): readonly string[] {
  const { current, proposed, ...scenario } = change;
  const offers = [{ id: 'current', ...current }, { id: 'proposed', ...proposed }]; // prettier-ignore
  const totals = customers.map((customer) => comparePlans({ ...scenario, ...customer, offers }).total.amounts);
  return [0, 1].map((at) =>
    totals.reduce((sum, amounts) => sum.plus(amounts[at]?.amount ?? Number.NaN), new Big(0)).toFixed(2),
  );
}

/** A price change over customers and a year; the whole of ten thousand is `npm run bench:simulate`. */
export async function run(): Promise<readonly Comparison[]> {
  const expected = compared().join();
  const countEqual = (amounts: readonly string[]): number => (amounts.join() === expected ? rows : 0);
  return [
    await compareWaiting({
      name: `simulate, ${rows} customers, 12 months, two lists of two and three prices`,
      rows,
      rounds: 5,
      ours: async () => countEqual(await simulated()),
      baselines: { 'comparePlans one by one': () => Promise.resolve(countEqual(compared())) },
      goals: { 'comparePlans one by one': { at_least: 4 } },
    }),
  ];
}
