import { simulate, type SimulatedCustomer } from '../src/index.js';

// Customers and months, `--runs 10000` unless told otherwise; memory is looked at after every tenth of them.
const argument = process.argv.indexOf('--runs');
const runs = argument < 0 ? 10_000 : Number(process.argv[argument + 1]);
const periods = 12;

const calls = { id: 'calls', name: 'Calls', billable_metric_id: 'calls' } as const;
const tiers = [
  { first_unit: 0, last_unit: 5000, unit_amount: '0.018' },
  { first_unit: 5000, last_unit: null, unit_amount: '0.015' },
];

function* customers(): Generator<SimulatedCustomer> {
  for (let at = 0; at < runs; at += 1) {
    const quantity = (at * 7919) % 20_011;
    yield {
      customer: { id: `customer-${at}`, currency: 'USD', timezone: 'America/New_York' },
      usage: { calls: { quantity, growth: { kind: 'compound', rate: '0.02' } } },
    };
  }
}

const started = performance.now();
const heaps: number[] = [];
const result = await simulate({
  customers: customers(),
  current: { prices: [{ ...calls, model_type: 'unit', unit_config: { unit_amount: '0.02' } }] },
  proposed: {
    prices: [
      { ...calls, model_type: 'tiered', tiered_config: { tiers } },
      { id: 'base', name: 'Base', model_type: 'unit', unit_config: { unit_amount: '15.00' } },
    ],
  },
  start_date: '2026-01-01',
  periods,
  onProgress: ({ customers: done }) => {
    if (done % Math.max(1, Math.floor(runs / 10)) === 0) heaps.push(process.memoryUsage().heapUsed / 2 ** 20);
  },
});
const seconds = (performance.now() - started) / 1000;
const perSecond = Math.round(runs / seconds);
console.log(`${runs} customers × ${periods} months under two lists: ${seconds.toFixed(1)} s, ${perSecond} customers/s`);
console.log(`heap after each tenth, MB: ${heaps.map((heap) => heap.toFixed(0)).join(' ')}`);
console.log(`revenue ${result.revenue.current} → ${result.revenue.charged}, ${result.losers.customers} pay more`);
// The distribution tells up to 20,000 changes apart, which take some megabytes; nothing else is kept of anybody.
const most = 64;
if (Math.max(...heaps) > most) throw new Error(`the heap held more than ${most} MB`);
