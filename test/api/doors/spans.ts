import fc from 'fast-check';
import type { AdjustmentInput, PlanInput, PriceInput } from '../../../src/wire/index.js';
import type { EventInput, MetricInput, QuotedTerms, UsageForecasts } from '../../../src/index.js';
import { printScaled } from '../../support/rational.js';
import { dayOf, midnightOf } from '../../support/local-days.js';
import { cellsOf } from './span-cells.js';

/** A fee, or usage of so much in each month, by each of two teams where the model tells teams apart. */
export type SpanPrice = {
  readonly name: string;
  readonly cadence: 'monthly' | 'quarterly' | 'annual';
  /** The phase it is of, where there are phases; null: it is of all. */
  readonly phase: 1 | 2 | null;
  /** Whether a longer cadence is invoiced month by month. */
  readonly in_parts: boolean;
  readonly rates: readonly [string, string];
} & (
  | { readonly kind: 'fee'; readonly units: number; readonly in_advance: boolean }
  | {
      readonly kind: 'usage';
      readonly model: 'unit' | 'tiered' | 'package' | 'grouped_tiered';
      readonly in_credits: boolean;
      readonly used: readonly (readonly [number, number])[];
    }
);

/** A discount, minimum or maximum that is in force for some of the time; `on` null: over all prices. */
export type SpanAdjustment = {
  readonly type: 'amount' | 'percentage' | 'minimum' | 'maximum';
  readonly value: string;
  readonly on: readonly string[] | null;
  /** Days after the start; null: from the start, or without an end. */
  readonly from: number | null;
  readonly until: number | null;
};

/** A deal of several cadences, units and adjustments, whose usage of each month is spread evenly over its days. */
export type Span = {
  readonly currency: 'USD' | 'JPY' | 'KWD';
  readonly timezone: string;
  /** Days since 1970 of its first day. */
  readonly start: number;
  readonly isAligned: boolean;
  readonly months: number;
  readonly trial_days: number;
  readonly phase_days: number | null;
  readonly prices: readonly SpanPrice[];
  readonly adjustments: readonly SpanAdjustment[];
  /** Prepaid units of what some prices are charged in. */
  readonly credits: number;
  readonly taxes: readonly string[];
};

/** What a unit of credits is worth in money. */
export const conversionRate = '0.37';

/** Where the first tier ends, and how many units a package has. */
export const tierEnd = 12;

const day = 86_400_000;
const first = Date.parse('2026-02-10T00:00:00Z') / day;
const rates = fc.integer({ min: 0, max: 99_999 }).map((units) => printScaled(BigInt(units), 3));
const cadences = fc.constantFrom('monthly', 'monthly', 'quarterly', 'annual');
const phases = fc.constantFrom(1, 2, null, null);

const terms = { cadence: cadences, phase: phases, in_parts: fc.boolean(), rates: fc.tuple(rates, rates) };
const quantities = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 15 }));

const fees: fc.Arbitrary<SpanPrice> = fc.record({
  ...terms,
  name: fc.constantFrom('fee a', 'fee b'),
  kind: fc.constant('fee' as const),
  units: fc.integer({ min: 0, max: 9 }),
  in_advance: fc.boolean(),
}) as fc.Arbitrary<SpanPrice>;

const metered: fc.Arbitrary<SpanPrice> = fc.record({
  ...terms,
  name: fc.constantFrom('use a', 'use b', 'use c'),
  kind: fc.constant('usage' as const),
  cadence: fc.constantFrom('monthly', 'monthly', 'quarterly'),
  model: fc.constantFrom('unit', 'tiered', 'package', 'grouped_tiered'),
  in_credits: fc.constantFrom(false, false, true),
  used: fc.array(quantities, { minLength: 6, maxLength: 6 }),
}) as fc.Arbitrary<SpanPrice>;

/** What all periods are counted by: usage, because a fee of a trial is not there yet. */
const base: SpanPrice = {
  name: 'base', kind: 'usage', model: 'unit', cadence: 'monthly', phase: null, in_parts: false, rates: ['1.11', '0'],
  in_credits: false, used: [[9, 0], [0, 0], [20, 0], [3, 0], [7, 0], [1, 0]],
}; // prettier-ignore

const adjustments: fc.Arbitrary<SpanAdjustment> = fc
  .record({
    type: fc.constantFrom('amount', 'percentage', 'minimum', 'maximum'),
    units: fc.integer({ min: 1, max: 300 }),
    on: fc.constantFrom(null, null, ['use a'], ['use a', 'use b'], ['fee a', 'fee b', 'base']),
    from: fc.constantFrom(null, null, 10, 40),
    until: fc.constantFrom(null, null, 45, 70),
  })
  .map(({ units, ...rest }) => {
    const value = rest.type === 'percentage' ? printScaled(BigInt(units), 3) : String(units);
    return { ...rest, value };
  });

export const spans: fc.Arbitrary<Span> = fc.record({
  currency: fc.constantFrom('USD', 'JPY', 'KWD'),
  timezone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Cairo'),
  start: fc.integer({ min: 0, max: 27 }).map((days) => first + days),
  isAligned: fc.boolean(),
  months: fc.integer({ min: 1, max: 5 }),
  trial_days: fc.constantFrom(0, 0, 0, 7, 40),
  phase_days: fc.option(fc.integer({ min: 3, max: 60 }), { freq: 2 }),
  prices: fc
    .uniqueArray(fc.oneof(fees, metered), { minLength: 1, maxLength: 4, selector: ({ name }) => name })
    .map((prices) => [...prices, base]),
  adjustments: fc.array(adjustments, { maxLength: 3 }),
  credits: fc.constantFrom(0, 0, 150, 100_000),
  taxes: fc.constantFrom([], ['8.875']),
});

/** A date as a text. */
export function dateText(date: number): string {
  return new Date(date * day).toISOString().slice(0, 10);
}

export function isOfUsage(price: SpanPrice): price is SpanPrice & { readonly kind: 'usage' } {
  return price.kind === 'usage';
}

export function isInCredits(price: SpanPrice): boolean {
  return isOfUsage(price) && price.in_credits;
}

/** The plan of a deal; a price is known by its name. */
export function planOf({ currency, phase_days, prices }: Span): PlanInput {
  const phased = [
    { order: 1, duration: phase_days, duration_unit: 'daily' as const },
    { order: 2, duration: null, duration_unit: null },
  ];
  const wrapped = prices.map((price) => {
    const own = priceOf(price, currency);
    return phase_days === null || price.phase === null ? own : { price: own, plan_phase_order: price.phase };
  });
  return {
    id: 'plan', name: 'Plan', currency, prices: wrapped, ...(phase_days !== null && { plan_phases: phased }),
  }; // prettier-ignore
}

function priceOf(price: SpanPrice, currency: string): PriceInput {
  const { name, cadence, in_parts, rates: used } = price;
  const invoicing = { invoicing_cycle_configuration: { duration: 1, duration_unit: 'month' } };
  const unit = isInCredits(price) ? { currency: 'credits', conversion_rate: conversionRate } : { currency };
  const own = { id: name, name, item: { id: name, name }, cadence, ...unit };
  return { ...own, ...(in_parts && cadence !== 'monthly' && invoicing), ...rateOf(price, used) } as PriceInput;
}

function rateOf(price: SpanPrice, [rate, next]: readonly [string, string]): object {
  if (!isOfUsage(price)) {
    const { units, in_advance } = price;
    const fixed = { fixed_price_quantity: units, billed_in_advance: in_advance };
    return { model_type: 'unit', unit_config: { unit_amount: rate }, ...fixed };
  }
  const tiers = [
    { first_unit: 0, last_unit: tierEnd, unit_amount: rate },
    { first_unit: tierEnd, last_unit: null, unit_amount: next },
  ];
  const lower = [
    { tier_lower_bound: '0', unit_amount: rate },
    { tier_lower_bound: String(tierEnd), unit_amount: next },
  ];
  const configs = {
    unit: { unit_config: { unit_amount: rate } },
    tiered: { tiered_config: { tiers } },
    package: { package_config: { package_amount: rate, package_size: tierEnd } },
    grouped_tiered: { grouped_tiered_config: { grouping_key: 'team', tiers: lower } },
  };
  const { model, name } = price;
  return { price_type: 'usage_price', billable_metric_id: name, model_type: model, ...configs[model] };
}

/** What the body that creates a subscription says beside its customer, plan and start. */
export function termsOf({ isAligned, trial_days, phase_days, start, adjustments: list, prices }: Span): QuotedTerms {
  // Adjustments are in money.
  const names = prices.filter((price) => !isInCredits(price)).map(({ name }) => name);
  const dated = list.map(({ from, until, ...adjustment }) => ({
    adjustment: adjustmentOf(adjustment, names),
    // Where there are phases it is of one, unless it has dates.
    start_date: from === null && phase_days === null ? null : dateText(start + (from ?? 0)),
    end_date: until === null ? null : dateText(start + until),
  }));
  const trial = trial_days === 0 ? {} : { trial_duration_days: trial_days };
  const kept = dated.filter(({ adjustment }) => adjustment !== null);
  return {
    align_billing_with_subscription_start_date: isAligned, add_adjustments: kept, ...trial,
  } as QuotedTerms; // prettier-ignore
}

function adjustmentOf(
  { type, value, on }: Omit<SpanAdjustment, 'from' | 'until'>,
  names: readonly string[],
): AdjustmentInput | null {
  const named = on?.filter((name) => names.includes(name)) ?? null;
  if (named?.length === 0) return null;
  const scope = named === null ? { applies_to_all: true } : { applies_to_price_ids: named };
  const values = {
    amount: { adjustment_type: 'amount_discount', amount_discount: value },
    percentage: { adjustment_type: 'percentage_discount', percentage_discount: Number(value) },
    minimum: { adjustment_type: 'minimum', minimum_amount: value, item_id: 'base' },
    maximum: { adjustment_type: 'maximum', maximum_amount: value },
  };
  return { ...values[type], ...scope } as AdjustmentInput;
}

/** What was used of a price from one day to another by a team: the quantity of each month, told to whole units day by day. */
export function usedIn(span: Span, price: SpanPrice, team: 0 | 1, [from, to]: readonly [number, number]): number {
  if (!isOfUsage(price)) return 0;
  const until = (end: number): number =>
    cellsOf(span).reduce((sum, [begins, ends], month) => {
      const days = Math.max(0, Math.min(end, ends) - begins);
      const quantity = price.used[month]?.[team] ?? 0;
      return sum + Math.floor((2 * quantity * days + ends - begins) / (2 * (ends - begins)));
    }, 0);
  return until(to) - until(from);
}

/** The teams whose usage a price tells apart, or all at once. */
export function teamsOf(price: SpanPrice): readonly (0 | 1)[] {
  return isOfUsage(price) && price.model === 'grouped_tiered' ? [0, 1] : [0];
}

/** The same usage as forecasts, of each month. */
export function forecastsOf({ prices, months }: Span): UsageForecasts {
  const counted = prices.filter(isOfUsage);
  const stated = counted.map((price) => {
    const of = (team: 0 | 1): readonly number[] => price.used.slice(0, months).map((month) => month[team]);
    const groups = teamsOf(price).map((team) => ({ grouping_values: [`team ${team}`], quantity: of(team) }));
    return [price.name, price.model === 'grouped_tiered' ? { groups } : { quantity: of(0) }] as const;
  });
  return Object.fromEntries(stated);
}

/** The same usage as events, at some hour of each day. */
export function eventsIn(span: Span): readonly EventInput[] {
  const { timezone, prices } = span;
  const [begins, ends] = [cellsOf(span)[0]![0], cellsOf(span).at(-1)![1]];
  const days = Array.from({ length: ends - begins }, (_, index) => begins + index);
  const all = days.flatMap((date) =>
    prices.flatMap((price) =>
      teamsOf(price).flatMap((team) => {
        const v = usedIn(span, price, team, [date, date + 1]);
        const at = midnightOf(date, timezone) + (date % 24) * 3_600_000;
        if (v === 0 || dayOf(at, timezone) !== date) {
          return v === 0 ? [] : [eventOf(price, { v, team, at: midnightOf(date, timezone) })];
        }
        return [eventOf(price, { v, team, at })];
      }),
    ),
  );
  return all.sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
}

function eventOf({ name }: SpanPrice, { v, team, at }: { v: number; team: number; at: number }) {
  return {
    event_name: name,
    timestamp: new Date(at).toISOString(),
    idempotency_key: `${name} ${team} ${at}`,
    customer_id: 'acme',
    properties: { v, team: `team ${team}` },
  };
}

/** What measures the usage of each price: for the library, and as a service takes it. */
export function metricsOf({ prices }: Span): {
  readonly metrics: readonly MetricInput[];
  readonly seeded: readonly { readonly id: string; readonly name: string; readonly sql: string }[];
} {
  const names = prices.filter(isOfUsage).map(({ name }) => name);
  const sql = (name: string): string => `SELECT SUM(v) FROM events WHERE event_name = '${name}'`;
  return {
    metrics: names.map((id) => ({ id, event_names: [id], aggregation: { kind: 'sum', expression: 'v' } })),
    seeded: names.map((id) => ({ id, name: id, sql: sql(id) })),
  };
}
