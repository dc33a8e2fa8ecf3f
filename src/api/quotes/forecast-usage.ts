import { formatDecimal } from '../../decimal/index.js';
import { report, shown, type Fields } from '../../errors/index.js';
import type { BilledService } from '../../invoices/index.js';
import { usageBetween, type Horizon, type PeriodQuantities } from '../../quotes/index.js';
import { formatInstant, localDays, type Instant, type Period } from '../../time/index.js';
import type { BilledSubscription } from '../invoices/decode/subscription/billed-subscription.js';
import type { ListedPrice } from '../prices/decode/price-list.js';
import type { UsageInput } from '../prices/usage-input.js';
import type { Forecast } from './read-forecast.js';

/** Which forecast each price interval takes, and the key that named it. */
export type ForecastUse = { readonly key: string; readonly forecast: Forecast };

/**
 * Gives each price that is billed by usage its forecast: by interval, by price, by metric or by item, the first that is
 * named. `unused` are the keys that no such price took.
 */
export function assignForecasts(
  { timeline, prices }: BilledSubscription,
  forecasts: ReadonlyMap<string, Forecast>,
): { readonly uses: ReadonlyMap<string, ForecastUse>; readonly unused: readonly string[] } {
  const metered = timeline.prices.filter(({ price }) => price.price_type === 'usage_price');
  const found = metered.flatMap(({ id, price }): (readonly [string, ForecastUse])[] => {
    const listed = prices.get(id);
    const names = listed === undefined ? [] : namesOf(id, listed, price.item_id);
    const key = names.find((name) => forecasts.has(name));
    const forecast = key === undefined ? undefined : forecasts.get(key);
    return key === undefined || forecast === undefined ? [] : [[id, { key, forecast }]];
  });
  const taken = new Set(found.map(([, { key }]) => key));
  return { uses: new Map(found), unused: [...forecasts.keys()].filter((key) => !taken.has(key)) };
}

function namesOf(
  id: string,
  { id: price_id, external_id, metric_id }: ListedPrice,
  item_id: string,
): readonly string[] {
  return [id, price_id, external_id, metric_id, item_id].filter((name) => name !== null);
}

/** Usage that no price takes would vanish from the quote. */
export function reportUnused(usage: Fields, unused: readonly string[], { prices }: BilledSubscription): void {
  const known = [...prices.values()].map(({ id }) => shown(id)).join(', ');
  for (const key of unused) {
    const message = `names no price, metric or item that is billed by usage; the prices are ${known}`;
    report(usage, key, { code: 'price_reference', message });
  }
}

/** When usage is counted, and of which price intervals it is told day by day as well. */
export type CountedUsage = {
  readonly date: Instant;
  readonly horizon: Horizon;
  readonly by_day?: ReadonlyMap<string, unknown>;
};

/** The usage that the invoice of a date counts, by price interval. */
export function usageOn(
  services: readonly BilledService[],
  uses: ReadonlyMap<string, ForecastUse>,
  { date, horizon, by_day = new Map() }: CountedUsage,
): Readonly<Record<string, UsageInput>> {
  const entries = services.flatMap((service) => {
    const { id } = service.timed;
    const use = uses.get(id);
    if (use === undefined) return [];
    const span = countedUntil(date, service);
    const days = by_day.has(id) ? localDays(horizon.zone, span) : null;
    return [[id, usageIn(use.forecast, { span, days }, horizon)] as const];
  });
  return Object.fromEntries(entries);
}

/** The time whose usage the invoice of a date counts of a service. */
export function countedUntil(date: Instant, { timed, service }: BilledService): Period {
  // A one-time price has no length: its usage is all since its interval began (F14).
  const start = service.full_period === null ? timed.interval.start : service.start;
  const due = service.portion?.end ?? service.end;
  return { start, end: due < date ? due : date };
}

/** A time, and its local days where they are told as well. */
export type ForecastSpan = { readonly span: Period; readonly days: readonly Period[] | null };

/** What a forecast comes to over a span, in the form in which invoices read it. */
export function usageIn(forecast: Forecast, time: ForecastSpan, horizon: Horizon): UsageInput {
  const summable = time.days === null ? {} : { is_summable: true };
  if (forecast.shape === 'quantity') return { ...quantityIn(forecast, time, horizon), ...summable };
  return {
    groups: forecast.groups.map((group) => ({
      grouping_values: group.grouping_values,
      ...quantityIn(group, time, horizon),
    })),
    ...summable,
  };
}

/** How much is used, and by the end of each day so far. */
function quantityIn(used: PeriodQuantities, { span, days }: ForecastSpan, horizon: Horizon) {
  const quantityUntil = (end: Instant): string =>
    formatDecimal(usageBetween(used, { start: span.start, end }, horizon));
  const quantity = quantityUntil(span.end);
  if (days === null) return { quantity };
  const timeframe_start = formatInstant(span.start);
  const windows = days.map(({ end }) => ({
    timeframe_start,
    timeframe_end: formatInstant(end),
    quantity: quantityUntil(end),
  }));
  return { quantity, windows };
}
