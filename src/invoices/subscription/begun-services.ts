import type { Timeline } from '../../subscriptions/index.js';
import { shiftInstant, type Instant } from '../../time/index.js';
import { datesAhead } from './dates-ahead.js';
import { servicesOf, type BilledService } from './services.js';

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
  for (const date of datesAhead(timeline, shiftInstant(at, 1))) {
    if (wanted.size === 0) break;
    const services = servicesAt(date).filter(({ timed }) => wanted.has(timed.id));
    for (const { timed } of services) wanted.delete(timed.id);
    const begun = services.filter(({ service }) => service.start < at);
    if (begun.length > 0) found.push({ date, services: begun });
  }
  return found;
}
