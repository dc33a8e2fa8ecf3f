import fc from 'fast-check';
import {
  applyLedgerEntry,
  costReport,
  createLedger,
  createSubscription,
  createUsageMeter,
  draftInvoice,
  evaluatePrices,
  prepareInvoicing,
  quote,
  ratePrice,
  roundAmount,
  upcomingInvoice,
  type AdjustmentInput,
  type Amount,
  type PriceInput,
  type UsageInput,
} from '../../../src/index.js';
import type { ModelType } from '../../../src/wire/index.js';
import { frozen } from '../../support/frozen.js';
import { rateables, usageShapes, type Rateable } from '../../support/price-arbitraries.js';
import { prepared } from '../../support/prepared.js';
import { printScaled } from '../../support/rational.js';

/** One customer's month: prices of any models with usage of each, adjustments and prepaid credits. */
export type Month = {
  readonly currency: 'USD' | 'JPY';
  readonly rateables: readonly Rateable[];
  readonly adjustments: readonly AdjustmentInput[];
  readonly credits: number;
};

export const models = Object.keys(usageShapes) as ModelType[];

// Documents hold basis points as JSON numbers, which keep no more than fifteen digits.
export const rates = fc.integer({ min: 0, max: 99_999 }).map((units) => printScaled(BigInt(units), 3));

export const adjustments: fc.Arbitrary<AdjustmentInput> = fc.oneof(
  fc.constantFrom(0.1, 0.333).map((percentage_discount) => ({
    adjustment_type: 'percentage_discount' as const,
    percentage_discount,
    applies_to_all: true as const,
  })),
  fc.integer({ min: 1, max: 40 }).map((units) => ({
    adjustment_type: 'amount_discount' as const,
    amount_discount: String(units),
    applies_to_all: true as const,
  })),
  fc.integer({ min: 1, max: 400 }).map((units) => ({
    adjustment_type: 'minimum' as const,
    minimum_amount: String(units),
    item_id: 'p0',
    applies_to_all: true as const,
  })),
  fc.integer({ min: 1, max: 400 }).map((units) => ({
    adjustment_type: 'maximum' as const,
    maximum_amount: String(units),
    applies_to_all: true as const,
  })),
);

export const months: fc.Arbitrary<Month> = fc.record({
  currency: fc.constantFrom('USD' as const, 'JPY' as const),
  rateables: fc.array(
    fc.constantFrom(...models).chain((model) => rateables(model, rates)),
    { minLength: 1, maxLength: 3 },
  ),
  adjustments: fc.array(adjustments, { maxLength: 3 }),
  credits: fc.constantFrom(0, 0, 25, 100_000),
});

const month = { start: '2026-03-01', end: '2026-04-01' } as const;
const at = `${month.end}T00:00:00Z`;

/** What one door says of each line: what it comes to before and after adjustments. */
type Told = readonly (readonly [subtotal: string, adjusted_subtotal: string])[];

/** Asks every door for the same month; answers where one says something else than `draftInvoice` does. */
export function faultsOfDoors(given: Month): readonly string[] {
  const asked = questionOf(given);
  const draft = draftInvoice(asked.whole);
  const expected = linesOf(draft.invoice.line_items);
  // Rounding takes no amount of more than 38 digits; invoices do.
  if (expected.some(([subtotal]) => subtotal.length > 30)) return [];
  const total = JSON.stringify([draft.invoice.total, draft.invoice.amount_due, draft.ledgers]);
  const doors: Record<string, readonly [unknown, unknown]> = {
    prepareInvoicing: [preparedTotal(asked), total],
    createUsageMeter: [meteredTotal(asked), total],
    subscription: [
      subscribedTotal(asked),
      JSON.stringify([
        draft.invoice.total,
        draft.invoice.amount_due,
        draft.ledgers?.map(({ balance }) => balance) ?? null,
      ]),
    ],
    upcomingInvoice: [upcomingLines(asked), expected],
    costReport: [costLines(asked), expected],
    ratePrice: [ratedLines(asked), expected.map(([subtotal]) => subtotal)],
    evaluatePrices: [evaluatedLines(asked), alone(asked, expected)],
    quote: asked.usage === null || given.credits > 0 ? ['', ''] : [quotedTotal(asked), draft.invoice.total],
  };
  return Object.entries(doors).flatMap(([door, [found, wanted]]) =>
    JSON.stringify(found) === JSON.stringify(wanted)
      ? []
      : [`${door}: ${JSON.stringify(found)} in place of ${JSON.stringify(wanted)}`],
  );
}

type Question = ReturnType<typeof questionOf>;

function questionOf({ currency, rateables: rated, adjustments: discounts, credits }: Month) {
  const customer = { id: 'acme', currency, timezone: 'UTC' } as const;
  const prices = rated.map(({ price }, position): PriceInput => {
    const own = { ...price, id: `p${position}`, name: `P${position}`, currency };
    return isComposite(price) ? own : { ...own, price_type: 'usage_price', billable_metric_id: `m${position}` };
  });
  const metrics = rated.map((_, position) => ({
    id: `m${position}`,
    event_names: [`e${position}`],
    aggregation: { kind: 'sum', expression: 'v' } as const,
  }));
  const events = rated.flatMap(({ price, usage }, position) => eventsOf(price, usage, `e${position}`));
  const books = credits === 0 ? {} : { ledgers: [ledgerOf(currency, credits)] };
  const period = { start_date: month.start, end_date: month.end };
  const whole = frozen({ customer, prices, metrics, events, adjustments: discounts, period, at, ...books });
  const plan = { id: 'plan', name: 'Plan', currency, prices, adjustments: discounts };
  return { customer, prices, metrics, events, plan, books, whole, currency, rated, usage: statedUsage(rated) };
}

export function isComposite(price: PriceInput): boolean {
  return price.model_type === 'percent' || price.model_type === 'minimum_composite';
}

/** Usage as events whose values add up to it: one for a quantity, one for each group, one for each single event. */
export function eventsOf(price: PriceInput, usage: UsageInput, event_name: string) {
  const plan = prepared(price)?.plan;
  const keys = plan?.shape === 'groups' ? plan.grouping_keys : [];
  const event = (v: unknown, properties: object, key: number, timestamp = '2026-03-10T12:00:00Z') => ({
    event_name,
    timestamp,
    idempotency_key: `${event_name} ${key}`,
    customer_id: 'acme',
    properties: { ...properties, v: String(v) },
  });
  if ('groups' in usage) {
    return (usage.groups ?? []).map(({ grouping_values, quantity }, key) => {
      const named = keys.map((name, position) => [name, grouping_values[position] ?? null] as const);
      return event(quantity, Object.fromEntries(named.filter(([, value]) => value !== null)), key);
    });
  }
  if ('events' in usage) {
    return usage.events.map(({ quantity, properties = {}, timestamp = '' }, key) =>
      // Random instants are of 1970: their time of the year is kept, and so is their order.
      event(quantity, withoutNulls(properties), key, shifted(timestamp)),
    );
  }
  return 'quantity' in usage ? [event(usage.quantity, {}, 0)] : [];
}

function withoutNulls(properties: object): object {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}

function shifted(timestamp: string): string {
  return new Date(Date.parse('2026-03-01T00:00:00Z') + Date.parse(timestamp) / 4).toISOString();
}

/** Usage by price where a forecast can state it as quantities; null where it cannot. */
function statedUsage(rated: readonly Rateable[]): Record<string, { readonly quantity: Amount }> | null {
  const stated: Record<string, { readonly quantity: Amount }> = {};
  for (const [position, { price, usage }] of rated.entries()) {
    if (isComposite(price)) continue;
    if (!('quantity' in usage)) return null;
    stated[`p${position}`] = { quantity: usage.quantity };
  }
  return stated;
}

function ledgerOf(currency: string, amount: number) {
  const empty = createLedger({ customer_id: 'acme', currency, timezone: 'UTC' });
  const entry = { entry_type: 'increment', amount: String(amount), effective_date: month.start } as const;
  return applyLedgerEntry({ ledger: empty, entry, at: month.start }).ledger;
}

function linesOf(lines: readonly { readonly subtotal: string; readonly adjusted_subtotal: string }[]): Told {
  return lines.map(({ subtotal, adjusted_subtotal }) => [subtotal, adjusted_subtotal]);
}

function preparedTotal({ whole, customer }: Question): string {
  const { prices, metrics, adjustments: discounts, events, period, at: now, ...books } = whole;
  const invoicing = prepareInvoicing({ prices, metrics, adjustments: discounts });
  const { invoice, ledgers } = invoicing.draft({ ...books, customer, events, period, at: now });
  return JSON.stringify([invoice.total, invoice.amount_due, ledgers]);
}

function meteredTotal({ whole, customer, prices, metrics, events, books }: Question): string {
  const { period } = whole;
  const meter = createUsageMeter({ customer, prices, metrics, period, ...books });
  meter.addAll(events);
  const { events: _events, metrics: _metrics, ...rest } = whole;
  const { invoice, ledgers } = draftInvoice({ ...rest, usage: meter.usage() });
  return JSON.stringify([invoice.total, invoice.amount_due, ledgers]);
}

function subscribe({ customer, plan }: Question) {
  const request = { customer_id: 'acme', plan_id: 'plan', start_date: month.start };
  return createSubscription({ customer, plans: [plan], request, at: month.start, id: 'sub' });
}

function subscribedTotal(asked: Question): string {
  const { customer, metrics, events, books } = asked;
  const { subscription, schedule } = subscribe(asked);
  const given = { subscription, schedule, customer, metrics, events, ...books };
  const { invoice, ledgers } = draftInvoice({ ...given, invoice_date: month.end, at });
  return JSON.stringify([invoice.total, invoice.amount_due, ledgers?.map(({ balance }) => balance) ?? null]);
}

function upcomingLines(asked: Question): Told {
  const { customer, metrics, events } = asked;
  const { subscription, schedule } = subscribe(asked);
  const now = '2026-03-31T23:59:59.999Z';
  return linesOf(upcomingInvoice({ subscription, schedule, customer, metrics, events, at: now }).invoice.line_items);
}

function costLines({ customer, prices, metrics, events, plan, currency }: Question): Told {
  const billing_periods = [{ start_date: month.start, end_date: month.end }];
  const subscription = { prices, adjustments: plan.adjustments, billing_periods };
  const { data } = costReport({ customer, subscription, metrics, events, currency, at: '2026-03-31T12:00:00Z' });
  return (data.at(-1)?.per_price_costs ?? []).map(({ subtotal, total }) => [subtotal, total]);
}

function ratedLines({ rated, prices, currency, whole }: Question): readonly string[] {
  const lines = draftInvoice(whole).workings.lines;
  return rated.map(({ price, usage }, position) => {
    // A composite price is rated on the exact subtotals of the others.
    const components = rated.flatMap((other, index) =>
      isComposite(other.price) ? [] : [{ price_id: `p${index}`, subtotal: lines[index]!.rating.subtotal }],
    );
    const { subtotal } = ratePrice(prices[position]!, isComposite(price) ? { components } : usage);
    return roundAmount({ amount: subtotal, currency });
  });
}

function evaluatedLines({ prices, metrics, events, currency }: Question): readonly string[] {
  const own = prices.filter((price) => !isComposite(price));
  if (own.length === 0) return [];
  const { data } = evaluatePrices({
    price_evaluations: own.map((price) => ({ price })),
    metrics,
    events,
    timeframe_start: `${month.start}T00:00:00Z`,
    timeframe_end: at,
  });
  return data.map(({ amount }) => roundAmount({ amount, currency }));
}

/** The subtotals of what is no composite price. */
function alone({ prices }: Question, expected: Told): readonly string[] {
  return expected.flatMap(([subtotal], position) => (isComposite(prices[position]!) ? [] : [subtotal]));
}

function quotedTotal({ customer, plan, usage }: Question): string {
  const quoted = quote({ customer, plan, start_date: month.start, periods: 1, usage: usage ?? {} });
  return quoted.invoices.at(-1)!.invoice.total;
}
