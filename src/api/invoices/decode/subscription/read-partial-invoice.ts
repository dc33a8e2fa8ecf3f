import { invariant, refuse, refuseUnknown, type Fields } from '../../../../errors/index.js';
import { serviceDates, servicesOf, type BilledService, type LineRequest } from '../../../../invoices/index.js';
import { periodAt } from '../../../../subscriptions/index.js';
import { shiftInstant, type Instant, type Period } from '../../../../time/index.js';
import type { InvoiceReading } from '../invoice-request.js';
import { boundaryAt } from '../../../decode/period.js';
import { readBilledSubscription, type BilledSubscription } from './billed-subscription.js';
import { readServiceTerms, subscriptionInvoiceKeys } from './read-subscription-invoice.js';
import { serviceLines } from './service-lines.js';

/** Keys that say which closing invoice is meant. */
const closingKeys: ReadonlySet<string> = /*#__PURE__*/ new Set(['invoice_date', 'price_interval_ids', 'ordinal']);

/** The keys of an input that bills what is under way of a subscription. */
export const openInvoiceKeys: readonly string[] = /*#__PURE__*/ subscriptionInvoiceKeys.filter(
  (key) => !closingKeys.has(key),
);

/** A service that is under way, and the date of the invoice that will close it. */
type OpenService = BilledService & { readonly closing: Instant };

/** Reads what a subscription has used of its open service periods until now (§10). */
export function readPartialInvoice(input: Fields): InvoiceReading {
  refuseUnknown(input, [...openInvoiceKeys, 'invoicing_threshold']);
  const billed = readBilledSubscription(input);
  const at = billed && boundaryAt(input, 'at', billed.customer.zone);
  refuse(input.issues);
  invariant(billed !== null && at !== null && at !== undefined, 'an input without errors is read');
  const services = openServices(billed, at);
  const { terms, ...reading } = readServiceTerms(input, { billed, lines: serviceLines(services, billed, at), at });
  const starts = services.map(({ service }) => service.start);
  const request = {
    ...terms,
    source: 'partial' as const,
    lines: terms.lines.map((line) => untilNow(line, at)),
    period: { start: starts.reduce((a, b) => (b < a ? b : a), at), end: at },
    invoice_date: at,
    closing_dates: [...new Set(services.map(({ closing }) => closing))],
  };
  return { request, ...reading };
}

/** The services in arrears that began before now and are not due yet: of each price interval the next to be invoiced. */
export function openServices({ timeline, policies }: BilledSubscription, at: Instant): readonly OpenService[] {
  const window = horizonOf({ timeline }, at);
  const servicesAt = servicesOf(timeline);
  const open = new Map<string, OpenService>();
  for (const closing of serviceDates(timeline, window, policies.max_periods)) {
    for (const billed of servicesAt(closing)) {
      const { timed, service } = billed;
      const isOpen = timed.price.billing_mode === 'in_arrear' && service.full_period !== null && service.start < at;
      if (isOpen && !open.has(timed.id)) open.set(timed.id, { ...billed, closing });
    }
  }
  // In the order of the subscription's prices, like any invoice of it (§1.3).
  return timeline.prices.flatMap(({ id }) => open.get(id) ?? []);
}

/** From just after now, when the dates up to now are due, to the last end of a period that is under way. */
function horizonOf({ timeline }: Pick<BilledSubscription, 'timeline'>, at: Instant): Period {
  const start = shiftInstant(at, 1);
  const ends = timeline.prices.map((timed) => {
    // What has ended may have been deferred to the end of its cell (§9.2).
    const { end } = timed.interval;
    const seen = end !== null && end < at ? end : at;
    return periodAt(timed, timeline.zone, shiftInstant(seen, -1))?.full_period.end ?? at;
  });
  return {
    start,
    end: shiftInstant(
      ends.reduce((a, b) => (b > a ? b : a), at),
      1,
    ),
  };
}

/** The whole period is rated and what has passed of it shown. */
function untilNow(line: LineRequest, at: Instant): LineRequest {
  const { start, end } = line.shown_period;
  return { ...line, shown_period: { start, end: end < at ? end : at } };
}
