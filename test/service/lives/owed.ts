import type { SubscriptionState } from '../../../src/wire/index.js';
import { difference, nothing, product, quotient, rational, sum, whole, type Rational } from '../../support/rational.js';
import { dayOf, midnightOf } from '../../support/local-days.js';
import type { LifeEnd } from './play.js';

const millisPerDay = 86_400_000;
const months = { monthly: 1, quarterly: 3, annual: 12 } as const;

type PriceInterval = SubscriptionState['price_intervals'][number];

/** A service period: days since 1970 in the customer's zone, of a full period, and the instants at which it begins and ends. */
type Service = {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly until: number;
  readonly full: number;
  readonly timezone: string;
};

/** What a life comes to in the end, price by price, by the intervals of its subscription alone. */
export function owedBy(end: LifeEnd, timezone: string): ReadonlyMap<string, Rational> {
  const owed = new Map<string, Rational>();
  for (const interval of end.subscription.price_intervals) {
    const { id } = interval.price;
    const amounts = servicesOf(interval, end, timezone).map((service) => amountOf(service, interval, end));
    owed.set(id, sum([owed.get(id) ?? nothing, ...amounts]));
  }
  return owed;
}

function endOf({ end_date }: { readonly end_date: string | null }): number {
  return end_date === null ? Infinity : Date.parse(end_date);
}

/** Usage of a trial is one service period; any other is cut where its cadence counted from its anchor says. */
function servicesOf(interval: PriceInterval, end: LifeEnd, timezone: string): readonly Service[] {
  const [from, until] = [Date.parse(interval.start_date), endOf(interval)];
  if (until <= from) return [];
  const first = dayOf(from, timezone);
  // Usage of some hours of the last day is still used.
  const last = isFixed(interval) ? dayOf(until, timezone) : dayOf(until - 1, timezone) + 1;
  if (isOfTrial(interval, end)) return [{ start: first, end: last, from, until, full: last - first, timezone }];
  const services: Service[] = [];
  for (let day = first; day < last;) {
    const [begins, ends] = cellAt(day, interval);
    const next = Math.min(ends, last);
    const bounds = {
      from: day === first ? from : midnightOf(day, timezone),
      // A fee of some hours of a next period has no day of it.
      until: next === last ? Math.min(until, midnightOf(ends, timezone)) : midnightOf(next, timezone),
    };
    services.push({ start: day, end: next, ...bounds, full: ends - begins, timezone });
    day = next;
  }
  return services;
}

function isFixed({ price }: PriceInterval): boolean {
  return price.price_type === 'fixed_price';
}

function isOfTrial(interval: PriceInterval, { subscription }: LifeEnd): boolean {
  const [from, until] = [Date.parse(interval.start_date), endOf(interval)];
  const trial = subscription.adjustment_intervals.find(
    ({ adjustment }) => adjustment.reason === 'Trial' && adjustment.applies_to_price_ids.includes(interval.price.id),
  );
  return !isFixed(interval) && trial !== undefined && Date.parse(trial.start_date) <= from && until <= endOf(trial);
}

/** Discounted by what is in force on the date of its one invoice: the start in advance, the end in arrears. */
function amountOf(service: Service, interval: PriceInterval, end: LifeEnd): Rational {
  const left = end.subscription.adjustment_intervals.map((adjusting) => {
    const { adjustment, start_date } = adjusting;
    const [starts, ends] = [Date.parse(start_date), endOf(adjusting)];
    const { from, until } = service;
    const isActing =
      interval.price.billing_mode === 'in_advance' ? starts <= from && from < ends : starts < until && until <= ends;
    const ids = adjustment.applies_to_price_ids;
    const isCovering = ids.length === 0 || ids.includes(interval.price.id);
    if (!isActing || !isCovering || !('percentage_discount' in adjustment)) return whole;
    return difference(whole, rational(String(adjustment.percentage_discount)));
  });
  return left.reduce(product, pricedOf(service, interval, end));
}

/** What so many units come to. */
function priceOf(units: number, { price }: PriceInterval): Rational {
  const model = price as unknown as Models;
  const at = (amount: string, count: number): Rational => product(rational(amount), times(count));
  if (model.package_config !== undefined) return at(model.package_config.package_amount, Math.ceil(units / 2));
  const [first, next] = (model.tiered_config ?? model.bulk_config)?.tiers ?? [];
  if (first === undefined || next === undefined) return at(model.unit_config?.unit_amount ?? '', units);
  if (model.bulk_config !== undefined) return at((units <= 2 ? first : next).unit_amount, units);
  return sum([at(first.unit_amount, Math.min(units, 2)), at(next.unit_amount, Math.max(units - 2, 0))]);
}

type Priced = { readonly unit_amount: string };

type Models = {
  readonly unit_config?: Priced;
  readonly package_config?: { readonly package_amount: string };
  readonly tiered_config?: { readonly tiers: readonly Priced[] };
  readonly bulk_config?: { readonly tiers: readonly Priced[] };
};

function times(count: number): Rational {
  return { over: BigInt(count), under: 1n };
}

/** Calls, or of a fee what each day's units come to in the days of the full period. */
function pricedOf(service: Service, interval: PriceInterval, { calls }: LifeEnd): Rational {
  const { start, end, from, until, full, timezone } = service;
  if (!isFixed(interval)) return priceOf(calls.filter((at) => at >= from && at < until).length, interval);
  // The last first: of several on a day it counts.
  const changes = (interval.fixed_fee_quantity_transitions ?? [])
    .map(({ quantity, effective_date }) => ({ quantity, from: dayOf(Date.parse(effective_date), timezone) }))
    .reverse();
  const first = interval.price.fixed_price_quantity ?? 1;
  const days = new Map<number, number>();
  for (let day = start; day < end; day += 1) {
    const units = changes.find((change) => change.from <= day)?.quantity ?? first;
    days.set(units, (days.get(units) ?? 0) + 1);
  }
  const parts = [...days].map(([units, count]) => product(priceOf(units, interval), times(count)));
  return quotient(sum(parts), times(full));
}

/** The full period that holds a day: so many months from the anchor, the day of the anchor or the last of a short month. */
function cellAt(day: number, { price, billing_cycle_anchor_configuration: anchor }: PriceInterval): [number, number] {
  const step = months[price.cadence as keyof typeof months];
  const first = (anchor?.year ?? 2020) * 12 + (anchor?.month ?? 1) - 1;
  const boundary = (count: number): number => {
    const month = first + count * step;
    const length = new Date(Date.UTC(2000, 0, 1)).setUTCFullYear(Math.floor(month / 12), (month % 12) + 1, 0);
    const begins = new Date(Date.UTC(2000, 0, 1)).setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    const last = Math.round((length - begins) / millisPerDay);
    return Math.round(begins / millisPerDay) + Math.min((anchor?.day ?? 1) - 1, last);
  };
  let count = Math.floor((day - boundary(0)) / (31 * step));
  while (boundary(count) > day) count -= 1;
  while (boundary(count + 1) <= day) count += 1;
  return [boundary(count), boundary(count + 1)];
}
