import { subjectOf } from '../../adjustments/index.js';
import { isZero, one, zero, type Decimal } from '../../decimal/index.js';
import { fail, pathOf, shown } from '../../errors/index.js';
import { quoteProperty, type Meter, type Usage as Measured, type UsageWindow } from '../../metrics/index.js';
import type { Usage } from '../../prices/index.js';
import { shareOf } from '../../proration/index.js';
import type { ChangingFee, CostSource } from '../../reports/index.js';
import { intersect, type Instant, type Period } from '../../time/index.js';
import type { CostPrice } from './decode/cost-price.js';
import type { CostPeriod, CostReading } from './decode/cost-request.js';
import { membershipOf } from '../invoices/decode/subscription/membership.js';

/** A price in one billing period: what measures it day by day, and, once that is measured, what it is rated by. */
export type MeteredPrice = {
  readonly price: CostPrice;
  readonly meters: readonly Meter[];
  readonly source: (measured: ReadonlyMap<string, Measured>) => CostSource;
};

/** A price in one billing period of one subscription; its meters are called by `name`. */
export type CostCell = { readonly name: string; readonly price: CostPrice; readonly cost: CostPeriod };

/** How a price is measured and rated in one billing period; null where it is not in force, or of another currency. */
export function meterPrice(cell: CostCell, reading: CostReading): MeteredPrice | null {
  const { price, cost } = cell;
  const { listed, interval } = price;
  // A price that names no currency is in the customer's.
  const currency = listed.currency ?? reading.customer.currency ?? reading.currency.code;
  if (currency !== reading.currency.code) return null;
  const { start, end } = cost.period;
  const service_period = intersect({ start: interval.start ?? start, end: interval.end ?? end }, cost.period);
  if (service_period === undefined) return null;
  const source = { ...identityOf(price, reading), ...shareIn(service_period, cost, reading) };
  if (price.price_type === 'fixed_price') {
    const fee = changingFee(cell, service_period, reading);
    return { price, meters: [], source: () => ({ ...source, usageUntil: () => null, fee }) };
  }
  return {
    price,
    meters: metersOf(cell, service_period, reading),
    source: (measured) => ({ ...source, usageUntil: usageBy(cell, measured), fee: null }),
  };
}

function identityOf({ listed, interval, price_type }: CostPrice, reading: CostReading) {
  const subject = subjectOf({ price_id: listed.id, reading: listed.subject, price_type, currency: reading.currency });
  return { price: listed.prepared, subject, price_interval_id: interval.id, place: listed.place };
}

/** The share of the whole cell that the price is billed for (§5). */
function shareIn(service_period: Period, { period }: CostPeriod, { customer, policies }: CostReading) {
  const basis = policies.proration_basis;
  const fraction = shareOf({ service_period, full_period: period.full_period, zone: customer.zone, basis });
  return { service_period, fraction };
}

/** A fixed price whose quantity changes: what it has when it begins to be billed, then each change within that time. */
function changingFee({ price, cost }: CostCell, service_period: Period, reading: CostReading): ChangingFee | null {
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
    time: { service_period, full_period: cost.period.full_period, zone: reading.customer.zone, basis },
    // In arrears each quantity is billed for its own days (§9.2); what was billed in advance comes back only if policies say so.
    keeps_decrease: isBilledInAdvance(price) && quantity_decrease === 'none',
  };
}

/** A fixed price is billed in advance unless it says otherwise (F5). */
function isBilledInAdvance({ listed }: CostPrice): boolean {
  return listed.subject.billing_mode !== 'in_arrear';
}

/** The price's usage as it adds up by local days; for a model that groups, also which groups there are by then. */
function metersOf({ name, price, cost }: CostCell, service_period: Period, reading: CostReading): readonly Meter[] {
  const { listed } = price;
  const metric = reading.metrics.get(listed.metric_id ?? '');
  if (metric === undefined) {
    const message = `refers to the metric ${shown(listed.metric_id)}, which metrics does not hold; add it there`;
    return fail(pathOf(listed.place), 'invalid_reference', message);
  }
  const { plan } = listed.prepared;
  const { start, end } = service_period;
  const meter = {
    id: name,
    metric,
    timeframe_start: start < cost.stop ? start : cost.stop,
    timeframe_end: end < cost.stop ? end : cost.stop,
    granularity: 'day' as const,
    view_mode: 'cumulative' as const,
    timezone: reading.customer.timezone,
    group_by: plan.shape === 'groups' ? plan.grouping_keys.map(quoteProperty) : [],
    null_groups: 'keep' as const,
    filter: filterOf(price, reading),
    metric_parameter_overrides: price.metric_parameter_overrides,
  };
  if (plan.shape !== 'groups') return [meter];
  return [
    meter,
    { ...meter, id: presenceOf(name), metric: { ...metric, scale: null, aggregation: { kind: 'count' } } },
  ];
}

/** What the interval, the price's dimensions and its customers let through, all of it (§3 "Membership"). */
function filterOf({ filter, dimensions, usage_customer_ids }: CostPrice, reading: CostReading): string | null {
  // Only where some price bills other customers' usage do the events of several come in.
  const membership = reading.is_shared ? membershipOf({ usage_customer_ids }, reading.customer.document) : null;
  const texts = [filter, dimensions?.filter ?? null, membership].filter((text) => text !== null);
  return texts.length === 0 ? null : texts.map((text) => `(${text})`).join(' AND ');
}

function presenceOf(name: string): string {
  return `${name}:presence`;
}

function usageBy({ name, price }: CostCell, measured: ReadonlyMap<string, Measured>): (end: Instant) => Usage {
  const usage = measured.get(name);
  if (price.listed.prepared.plan.shape !== 'groups') {
    return (end) => ({ shape: 'quantity', quantity: quantityAt(usage?.windows, end) });
  }
  const presence = measured.get(presenceOf(name));
  return (end) => ({
    shape: 'groups',
    // One event makes a group, at 0 if its values are NULL (§3): a group exists from the day of its first event on.
    groups: (usage?.groups ?? []).flatMap(({ grouping_values, windows }, position) =>
      isZero(quantityAt(presence?.groups[position]?.windows, end))
        ? []
        : [{ grouping_values, quantity: quantityAt(windows, end) }],
    ),
  });
}

/** The last window that ends by then; a price that ended before stays at what it came to. */
function quantityAt(windows: readonly UsageWindow[] | undefined, end: Instant): Decimal {
  let quantity = zero;
  for (const window of windows ?? []) if (window.timeframe_end <= end) quantity = window.quantity;
  return quantity;
}
