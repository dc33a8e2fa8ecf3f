import { Big } from 'big.js';
import {
  createSubscription,
  draftInvoice,
  invoicesDue,
  quote,
  type PriceInput,
  type QuoteInput,
} from '../src/index.js';
import { compare, type Comparison } from './harness.js';

const months = 36;
const customer = { id: 'acme', currency: 'USD', timezone: 'America/New_York' } as const;

const seats = (position: number): PriceInput => ({
  id: `seats-${position}`,
  name: `Seats ${position}`,
  model_type: 'unit',
  unit_config: { unit_amount: '12.50' },
  fixed_price_quantity: 5 + position,
});
const metered = (position: number): PriceInput => ({
  id: `unit-${position}`,
  name: `Unit ${position}`,
  billable_metric_id: `unit-${position}`,
  model_type: 'unit',
  unit_config: { unit_amount: '0.0375' },
});
const tiered = (position: number): PriceInput => ({
  id: `tiered-${position}`,
  name: `Tiered ${position}`,
  billable_metric_id: `tiered-${position}`,
  model_type: 'tiered',
  tiered_config: {
    tiers: [
      { first_unit: 0, last_unit: 1000, unit_amount: '0.05' },
      { first_unit: 1000, last_unit: null, unit_amount: '0.02' },
    ],
  },
});
const packaged = (position: number): PriceInput => ({
  id: `package-${position}`,
  name: `Package ${position}`,
  billable_metric_id: `package-${position}`,
  model_type: 'package',
  package_config: { package_amount: '4.99', package_size: 250 },
});

const prices: readonly PriceInput[] = [
  ...[0, 1, 2].map(seats),
  ...[0, 1, 2].map(metered),
  ...[0, 1].map(tiered),
  ...[0, 1].map(packaged),
];
const used = prices.flatMap(({ id, billable_metric_id }) => (typeof billable_metric_id === 'string' ? [id ?? ''] : []));
const quantityIn = (month: number): number => 900 + 37 * month;

const inputOf = (customer_id: string): QuoteInput => ({
  customer: { ...customer, id: customer_id },
  prices,
  start_date: '2026-01-01',
  periods: months,
  usage: Object.fromEntries(used.map((id) => [id, { quantity: 900, growth: { kind: 'linear', amount: 37 } }])),
});

/** The totals of all invoices, as anyone would add them up. */
function naiveTotals(): readonly string[] {
  const cents = (amount: Big): Big => amount.round(2, Big.roundHalfUp);
  const fees = [5, 6, 7].reduce((sum, count) => sum.plus(cents(new Big('12.50').times(count))), new Big(0));
  const usageOf = (quantity: number): Big => {
    const units = cents(new Big('0.0375').times(quantity)).times(3);
    const within = new Big(Math.min(quantity, 1000)).times('0.05');
    const tiers = cents(within.plus(new Big(Math.max(quantity - 1000, 0)).times('0.02'))).times(2);
    const packages = cents(new Big(quantity).div(250).round(0, Big.roundUp).times('4.99')).times(2);
    return units.plus(tiers).plus(packages);
  };
  return Array.from({ length: months + 1 }, (_, month) => {
    const advance = month < months ? fees : new Big(0);
    return (month === 0 ? advance : advance.plus(usageOf(quantityIn(month - 1)))).toFixed(2);
  });
}

/** The same by the functions of billing, one invoice after the other, as a caller without `quote` would. */
function billed(): readonly string[] {
  const plan = { id: 'quote', name: 'Quote', currency: 'USD', prices };
  const request = { customer_id: 'acme', plan_id: 'quote', start_date: '2026-01-01' };
  const { subscription, schedule } = createSubscription({ customer, plans: [plan], request, at: '2026-01-01' });
  const due = invoicesDue({ subscription, schedule, customer, until: '2029-01-01' });
  const totals = due.map(({ invoice_date }, month) => {
    const usage = Object.fromEntries(used.map((id) => [id, { quantity: quantityIn(month - 1) }]));
    return draftInvoice({ subscription, schedule, customer, invoice_date, ...(month === 0 ? {} : { usage }) }).invoice
      .total;
  });
  return [...totals, naiveTotals()[months] ?? ''];
}

const totalsOf = (input: QuoteInput): readonly string[] => quote(input).invoices.map(({ invoice }) => invoice.total);

/**
 * A quote of three years with ten prices: 37 invoices, 330 lines. The first ones of a process, which the engine compiles
 * as they run; and many in a round, as a process quotes that has done so before.
 */
export function run(): readonly Comparison[] {
  const [input, inputs] = [inputOf('acme'), Array.from({ length: 20 }, (_, index) => inputOf(`customer-${index}`))];
  return [
    compare({
      name: `quote, ${months} months of ten prices, against the totals alone`,
      rows: 1,
      rounds: 25,
      ours: () => totalsOf(input),
      baselines: { 'big.js': naiveTotals, 'draftInvoice one by one': billed },
    }),
    compare({
      name: 'the same for 20 customers',
      rows: inputs.length,
      ours: () => inputs.map(totalsOf),
      baselines: {
        'big.js': () => inputs.map(naiveTotals),
        'draftInvoice one by one': () => inputs.map(billed),
      },
    }),
  ];
}
