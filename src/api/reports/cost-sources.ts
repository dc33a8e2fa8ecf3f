import { subjectOf } from '../../adjustments/index.js';
import { cellAt } from '../../cycles/index.js';
import { isZero, one, zero, type Decimal } from '../../decimal/index.js';
import { fail, pathOf, refuse, shown, type Issues } from '../../errors/index.js';
import { quoteProperty, type UsageMeterOptions, type UsageWindow } from '../../metrics/index.js';
import type { Usage } from '../../prices/index.js';
import { shareOf } from '../../proration/index.js';
import type { ChangingFee, CostSource } from '../../reports/index.js';
import { contains, intersect, type Instant, type Period } from '../../time/index.js';
import type { CostPrice } from './decode/cost-price.js';
import type { CostPeriod, CostReading } from './decode/cost-request.js';
import { countedBy, membershipOf } from '../invoices/decode/subscription/membership.js';
import { reportUncountable } from '../usage/decode/metering.js';
import type { ReadMeters } from './measure-meters.js';
import { allOf, type BoundMeter, type ReportMeter } from './report-meter.js';

/** A price in one billing period: what measures it day by day, and, once that is measured, what it is rated by. */
export type MeteredPrice = {
  readonly price: CostPrice;
  readonly meters: readonly ReportMeter[];
  readonly source: (measured: ReadMeters) => CostSource;
};

/** A price in one billing period of one subscription; its meters are called by `name`. */
export type PriceCell = { readonly name: string; readonly price: CostPrice; readonly cost: CostPeriod };

/** How a price is measured and rated in one billing period; null where it is not in force, or of another currency. */
export function meterPrice(cell: PriceCell, reading: CostReading): MeteredPrice | null {
  const { price } = cell;
  const service_period = serviceIn(cell, reading);
  if (service_period === null) return null;
  const { usageUntil, ...measure } = isMeasured(price) ? measureUsage(cell, service_period, reading) : unmeasured;
  const fee = price.price_type === 'fixed_price' ? changingFee(cell, service_period, reading) : null;
  const identity = identityOf(price, reading);
  const adjusted_at = identity.subject.billing_mode === 'in_advance' ? service_period.start : service_period.end;
  const source = { ...identity, ...shareIn(cell, service_period, reading), fee, adjusted_at };
  return { price, ...measure, source: (measured) => ({ ...source, usageUntil: usageUntil(measured) }) };
}

/** When the price is billed within the period; null: not at all, or in another currency. */
function serviceIn({ price, cost: { period } }: PriceCell, reading: CostReading): Period | null {
  if (!isInCurrency(price, reading) || wasBilledOnce(price, period)) return null;
  const { start, end } = price.interval;
  return intersect({ start: start ?? period.start, end: end ?? period.end }, period) ?? null;
}

/** A price that names no currency is in the customer's. */
function isInCurrency({ listed }: CostPrice, { customer, currency }: CostReading): boolean {
  return (listed.currency ?? customer.currency ?? currency.code) === currency.code;
}

/** What is billed once costs once, in the billing period in which it begins (F14). */
function wasBilledOnce({ billing, interval: { start } }: CostPrice, period: Period): boolean {
  return billing?.grid === null && start !== null && !contains(period, start);
}

/** Whether events decide what a price costs: a fixed one has its own quantity, a composite one rates other prices. */
function isMeasured({ price_type, listed }: CostPrice): boolean {
  return price_type !== 'fixed_price' && listed.prepared.plan.shape !== 'components';
}

/** What measures a price, and what had been used of it by an instant. */
type UsageMeasure = Pick<MeteredPrice, 'meters'> & {
  readonly usageUntil: (measured: ReadMeters) => (end: Instant) => Usage | null;
};

const unmeasured: UsageMeasure = { meters: [], usageUntil: () => () => null };

function measureUsage(cell: PriceCell, service_period: Period, reading: CostReading): UsageMeasure {
  const { price, name } = cell;
  const { shape } = price.listed.prepared.plan;
  const meter = meterOf(cell, service_period, reading);
  const measure = { ...membersOf(price, reading), meter, rates_events: shape === 'events' };
  if (shape === 'events') return { meters: [measure], usageUntil: eventsBy(name) };
  if (shape !== 'groups') return { meters: [measure], usageUntil: quantityBy(name) };
  return { meters: [measure, { ...measure, meter: presenceMeter(meter) }], usageUntil: groupsBy(name) };
}

/** Whose events a price counts: as a filter only where some price bills other customers' usage (§3 "Membership"). */
function membersOf({ usage_customer_ids }: CostPrice, { customer, is_shared }: CostReading) {
  const { document } = customer;
  return {
    customer_ids: usage_customer_ids ?? [document.id],
    membership: is_shared ? membershipOf({ usage_customer_ids }, document) : null,
  };
}

/** What had happened by then. */
function eventsBy(name: string): UsageMeasure['usageUntil'] {
  return ({ collectors }) => {
    const all = collectors.get(name)?.events() ?? [];
    return (end) => ({
      shape: 'events',
      events: all.filter(({ timestamp }) => timestamp !== null && timestamp < end),
    });
  };
}

function identityOf({ listed, interval, price_type }: CostPrice, reading: CostReading) {
  const subject = subjectOf({ price_id: listed.id, reading: listed.subject, price_type, currency: reading.currency });
  const { prepared, place, filters } = listed;
  return { price: prepared, subject, price_interval_id: interval.id, place, filters };
}

/** The share of the whole cell that the price is billed for (§5). */
function shareIn(cell: PriceCell, service_period: Period, { customer, policies }: CostReading) {
  const basis = policies.proration_basis;
  const fraction = shareOf({
    service_period,
    full_period: wholeOf(cell, service_period),
    zone: customer.zone,
    basis,
  });
  return { service_period, fraction };
}

/**
 * The cell that a price is billed for in a billing period, if its own are known: of a fee for longer than that the part that
 * lies in the period counts. Usage of longer cells is rated as it is, because its share is told when it is billed.
 */
function wholeOf({ price, cost: { period } }: PriceCell, service_period: Period): Period {
  const { billing, price_type } = price;
  if (billing === null) return period.full_period;
  if (billing.grid === null) return service_period;
  const whole = cellAt(billing.grid, service_period.start);
  if (service_period.end > whole.end) return period.full_period;
  return price_type === 'fixed_price' || isWholeService(price, service_period, whole) ? whole : period.full_period;
}

/** Whether a time is all of what a price is billed for in a cell. */
function isWholeService({ interval }: CostPrice, { start, end }: Period, whole: Period): boolean {
  const own = intersect({ start: interval.start ?? whole.start, end: interval.end ?? whole.end }, whole);
  return own?.start === start && own.end === end;
}

/** A fixed price whose quantity changes: what it has when it begins to be billed, then each change within that time. */
function changingFee(cell: PriceCell, service_period: Period, reading: CostReading): ChangingFee | null {
  const { price } = cell;
  const { transitions, listed } = price;
  if (transitions.length === 0) return null;
  // ≤: the day of a change belongs to the new state (§5).
  const earlier = transitions.filter(({ at }) => at <= service_period.start);
  const first = earlier.at(-1)?.quantity ?? listed.prepared.fixed_price_quantity ?? one;
  const initial = { at: service_period.start, quantity: first };
  const later = transitions.filter(({ at }) => at > service_period.start && at < service_period.end);
  const { quantity_decrease, proration_basis: basis } = reading.policies;
  return {
    quantities: [initial, ...later],
    time: { service_period, full_period: wholeOf(cell, service_period), zone: reading.customer.zone, basis },
    // In arrears each quantity is billed for its own days (§9.2); what was billed in advance comes back only if policies say so.
    keeps_decrease: isBilledInAdvance(price) && quantity_decrease === 'none',
  };
}

/** A fixed price is billed in advance unless it says otherwise (F5). */
function isBilledInAdvance({ listed }: CostPrice): boolean {
  return listed.subject.billing_mode !== 'in_arrear';
}

/** The price's usage as it adds up by local days. */
function meterOf({ name, price, cost }: PriceCell, service_period: Period, reading: CostReading): BoundMeter {
  const { listed } = price;
  const metric = reading.metrics.get(listed.metric_id ?? '');
  if (metric === undefined) {
    const message = `refers to the metric ${shown(listed.metric_id)}, which metrics does not hold; add it there`;
    return fail(pathOf(listed.place), 'invalid_reference', message);
  }
  const uncountable: Issues = [];
  reportUncountable(listed, metric, uncountable);
  refuse(uncountable);
  const { plan } = listed.prepared;
  const { start, end } = service_period;
  return {
    id: name,
    metric,
    timeframe_start: start < cost.stop ? start : cost.stop,
    timeframe_end: end < cost.stop ? end : cost.stop,
    granularity: 'day' as const,
    view_mode: 'cumulative' as const,
    timezone: reading.customer.timezone,
    group_by: plan.shape === 'groups' ? plan.grouping_keys.map(quoteProperty) : [],
    null_groups: 'keep' as const,
    filter: allOf([price.filter, price.dimensions?.filter]),
    metric_parameter_overrides: price.metric_parameter_overrides,
  };
}

/** Which groups there are by a day, whatever they came to. */
function presenceMeter(meter: BoundMeter): BoundMeter {
  const metric = { ...meter.metric, scale: null, aggregation: { kind: 'count' as const } };
  return { ...meter, id: presenceOf(meter.id), metric };
}

function presenceOf(name: string): string {
  return `${name}:presence`;
}

function quantityBy(name: string): UsageMeasure['usageUntil'] {
  return ({ usage }) =>
    (end) => ({ shape: 'quantity', quantity: quantityAt(usage.get(name)?.windows, end) });
}

function groupsBy(name: string): UsageMeasure['usageUntil'] {
  return ({ usage }) => {
    const groups = usage.get(name)?.groups ?? [];
    const present = usage.get(presenceOf(name))?.groups ?? [];
    // One event makes a group, at 0 if its values are NULL (§3): a group exists from the day of its first event on.
    const isThere = (position: number, end: Instant) => !isZero(quantityAt(present[position]?.windows, end));
    return (end) => ({
      shape: 'groups',
      groups: groups
        .filter((_group, position) => isThere(position, end))
        .map(({ grouping_values, windows }) => ({ grouping_values, quantity: quantityAt(windows, end) })),
    });
  };
}

/** The last window that ends by then; a price that ended before stays at what it came to. */
function quantityAt(windows: readonly UsageWindow[] | undefined, end: Instant): Decimal {
  let quantity = zero;
  for (const window of windows ?? []) if (window.timeframe_end <= end) quantity = window.quantity;
  return quantity;
}

/** Events of the customer, and of those whose usage one of the prices bills (§3 "Membership"). */
export function eventOptions({ subscriptions, customer }: CostReading): UsageMeterOptions {
  const prices = subscriptions.flatMap((subscription) => subscription.prices);
  return { dedupe: true, only: countedBy(prices, customer.document) };
}
