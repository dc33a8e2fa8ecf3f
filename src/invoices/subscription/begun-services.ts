import type { Timeline } from '../../subscriptions/index.js';
import { shiftInstant, type Instant } from '../../time/index.js';
import { serviceDates, servicesOf, type BilledService } from './services.js';

const day_in_ms = 86_400_000;
/** Some forty-five years: a period that ends later charges nothing that matters now. */
const furthest_days = 16_384;

/** A date to come, and what it bills of periods that have begun. */
type BegunServices = { readonly date: Instant; readonly services: readonly BilledService[] };

/**
 * The usage that is under way at an instant and billed at a later one: of each price the first date to come, in order. A
 * quarter that has begun is, as a month ends; the month that begins then is not.
 */
export function begunServices(timeline: Timeline, at: Instant): readonly BegunServices[] {
  const servicesAt = servicesOf(timeline);
  const due = new Set(servicesAt(at).map(({ timed }) => timed.id));
  const open = timeline.prices.filter(({ id, price, interval }) => {
    const isUnderWay = interval.start < at && (interval.end === null || interval.end > at);
    return price.price_type === 'usage_price' && isUnderWay && !due.has(id);
  });
  const wanted = new Set(open.map(({ id }) => id));
  const found: BegunServices[] = [];
  let start = shiftInstant(at, 1);
  for (let days = 32; days <= furthest_days && wanted.size > 0; days *= 2) {
    const end = shiftInstant(start, days * day_in_ms);
    for (const date of serviceDates(timeline, { start, end }, furthest_days)) {
      const services = servicesAt(date).filter(({ timed }) => wanted.has(timed.id));
      for (const { timed } of services) wanted.delete(timed.id);
      const begun = services.filter(({ service }) => service.start < at);
      if (begun.length > 0) found.push({ date, services: begun });
    }
    start = end;
  }
  return found;
}
