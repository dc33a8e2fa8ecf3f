import fc from 'fast-check';
import type { AdjustmentInput, PlanInput, PriceInput, SubscriptionState } from '../../../src/wire/index.js';
import type { EventInput, MetricInput } from '../../../src/index.js';
import { rateables, type Rateable } from '../../support/price-arbitraries.js';
import { adjustments, eventsOf, isComposite, models, rates } from './doors.js';

/** A deal that lasts for some months: phases, a price that begins in the middle, lines by team, taxes, two subscriptions. */
export type Deal = {
  readonly currency: 'USD' | 'JPY' | 'KWD';
  readonly timezone: string;
  /** Days after 10 February. */
  readonly start: number;
  readonly isAligned: boolean;
  readonly rated: Rateable | null;
  /** The rate of a price whose lines are by team; null: no such price. */
  readonly by_team: string | null;
  readonly fee: { readonly amount: string; readonly units: number; readonly in_advance: boolean };
  /** The days of the first phase; null: no phases. */
  readonly phase_days: number | null;
  readonly added: { readonly after: number; readonly amount: string; readonly isMetered: boolean } | null;
  readonly adjustments: readonly AdjustmentInput[];
  readonly taxes: readonly string[];
  /** The fee changes its quantity so many days after the start, which is known before it begins. */
  readonly quantities: readonly { readonly after: number; readonly units: number }[];
  /** Days between the two subscriptions of the customer. */
  readonly apart: number;
  readonly calls: readonly {
    readonly hour: number;
    readonly team: string | number | boolean | null;
    readonly v: string;
  }[];
};

const amounts = fc.integer({ min: 1, max: 99_999 }).map((units) => `${Math.floor(units / 100)}.${units % 100}`);

const teams = fc.constantFrom('a', 'b', 2, 10, true, null);
const calls = fc.record({
  // Of some eighty days.
  hour: fc.integer({ min: 0, max: 1900 }),
  team: teams,
  v: fc.integer({ min: 0, max: 999 }).map((tenths) => String(tenths / 10)),
});

export const deals: fc.Arbitrary<Deal> = fc.record({
  currency: fc.constantFrom('USD' as const, 'JPY' as const, 'KWD' as const),
  timezone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
  start: fc.integer({ min: 0, max: 27 }),
  isAligned: fc.boolean(),
  rated: fc.option(fc.constantFrom(...models).chain((model) => rateables(model, rates))),
  by_team: fc.option(rates),
  fee: fc.record({ amount: amounts, units: fc.integer({ min: 0, max: 9 }), in_advance: fc.boolean() }),
  phase_days: fc.option(fc.integer({ min: 3, max: 45 })),
  added: fc.option(fc.record({ after: fc.integer({ min: 1, max: 45 }), amount: amounts, isMetered: fc.boolean() })),
  adjustments: fc.array(adjustments, { maxLength: 2 }),
  taxes: fc.constantFrom([], ['8.875'], ['19.6', '3']),
  quantities: fc.uniqueArray(
    fc.record({ after: fc.integer({ min: 1, max: 60 }), units: fc.integer({ min: 0, max: 9 }) }),
    {
      maxLength: 3,
      selector: ({ after }) => after,
    },
  ),
  apart: fc.integer({ min: 0, max: 20 }),
  calls: fc.array(calls, { maxLength: 12 }),
});

const day = 86_400_000;

/** A date so many days after 10 February. */
export function dateAfter(days: number): string {
  return new Date(Date.parse('2026-02-10T00:00:00Z') + days * day).toISOString().slice(0, 10);
}

const metered = { model_type: 'unit', billable_metric_id: 'calls' } as const;
const wrapped = (price: PriceInput, plan_phase_order: number | null = null) =>
  plan_phase_order === null ? price : { price, plan_phase_order };

/** The plan of a deal, and the prices that its subscriptions add; a price is known by its name. */
export function planOf({ currency, rated, by_team, fee, phase_days, adjustments: discounts }: Deal): PlanInput {
  const own = (name: string, more: object) =>
    ({ id: name, name, item: { id: name, name }, cadence: 'monthly', currency, ...more }) as PriceInput;
  const feeOf = (name: string, units: number): PriceInput => {
    const { amount, in_advance } = fee;
    const more = { fixed_price_quantity: units, billed_in_advance: in_advance };
    return own(name, { model_type: 'unit', unit_config: { unit_amount: amount }, ...more });
  };
  const usage = { price_type: 'usage_price', billable_metric_id: 'rated' };
  const prices = [
    ...(rated === null ? [] : [wrapped(own('p0', { ...rated.price, ...(isComposite(rated.price) ? {} : usage) }))]),
    ...(by_team === null
      ? []
      : [wrapped(own('teams', { ...metered, unit_config: { unit_amount: by_team }, invoice_grouping_key: 'team' }))]),
    ...(phase_days === null
      ? [feeOf('fee', fee.units)]
      : [wrapped(feeOf('fee', fee.units), 1), wrapped(feeOf('later fee', fee.units + 1), 2)]),
  ];
  const phases = [
    { order: 1, duration: phase_days, duration_unit: 'daily' as const },
    { order: 2, duration: null, duration_unit: null },
  ];
  return {
    id: 'plan',
    name: 'Plan',
    currency,
    prices,
    // In a plan the items are those of its prices.
    adjustments: discounts.map((adjustment) =>
      'item_id' in adjustment ? { ...adjustment, item_id: 'fee' } : adjustment,
    ),
    ...(phase_days !== null && { plan_phases: phases }),
  };
}

/** What the body that creates a subscription says beside its customer, plan and start. */
export function termsOf({ currency, added, isAligned }: Deal, starts: number) {
  const config = { unit_config: { unit_amount: added?.amount ?? '0' } };
  const fixed = { model_type: 'unit', fixed_price_quantity: 2, billed_in_advance: true } as const;
  const price = {
    ...(added?.isMetered === true ? metered : fixed),
    ...config,
    name: 'added',
    item_id: 'added',
    cadence: 'monthly',
    currency,
  } as const;
  const add_prices = added === null ? [] : [{ price, start_date: dateAfter(starts + added.after) }];
  return { align_billing_with_subscription_start_date: isAligned, add_prices };
}

/** The edit that says how many units the fee will be of, or null for a fee that stays as it is. */
export function quantitiesOf(
  { quantities }: Deal,
  starts: number,
  { price_intervals }: Pick<SubscriptionState, 'price_intervals'>,
) {
  const fee = price_intervals.find(({ price }) => price.name === 'fee');
  const changes = quantities
    .map(({ after, units }) => ({ effective_date: dateAfter(starts + after), quantity: units }))
    .filter(
      ({ effective_date }) => fee === undefined || fee.end_date === null || effective_date < fee.end_date.slice(0, 10),
    )
    .sort((a, b) => (a.effective_date < b.effective_date ? -1 : 1));
  if (fee === undefined || changes.length === 0) return null;
  return { edit: [{ price_interval_id: fee.id, fixed_fee_quantity_transitions: changes }] };
}

export const metrics = [
  { id: 'rated', event_names: ['e0'], aggregation: { kind: 'sum', expression: 'v' } },
  { id: 'calls', event_names: ['call'], aggregation: { kind: 'sum', expression: 'v' } },
] as const satisfies readonly MetricInput[];

/** The same metrics as a service takes them. */
export const seeded = [
  { id: 'rated', name: 'Rated', sql: "SELECT SUM(v) FROM events WHERE event_name = 'e0'" },
  { id: 'calls', name: 'Calls', sql: "SELECT SUM(v) FROM events WHERE event_name = 'call'" },
];

/** What the customer used, in the order in which it was used. */
export function eventsIn({ rated, calls: called }: Deal): readonly EventInput[] {
  const first = Date.parse('2026-02-10T00:00:00Z');
  const byTeam = called.map(({ hour, team, v }, key) => ({
    event_name: 'call',
    timestamp: new Date(first + hour * 3_600_000).toISOString(),
    idempotency_key: `call ${key}`,
    customer_id: 'acme',
    properties: team === null ? { v } : { v, team },
  }));
  const others = rated === null ? [] : eventsOf(rated.price, rated.usage, 'e0');
  return [...others, ...byTeam].sort((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp));
}
