import { invariant, isGiven, openChild, refuse, refuseUnknown, valueAt, type Fields } from '../../errors/index.js';
import { serviceDates, servicesOf, type BilledService } from '../../invoices/index.js';
import type { Timeline } from '../../subscriptions/index.js';
import { formatInstant, type Instant, type TimeZone } from '../../time/index.js';
import type {
  BillingMode,
  CustomerInput,
  DateOrDateTimeText,
  DateTimeText,
  PoliciesInput,
  SubscriptionScheduleState,
  SubscriptionState,
} from '../../wire/index.js';
import { readCustomer } from '../decode/customer.js';
import { openInput } from '../decode/input.js';
import { boundaryAt } from '../decode/period.js';
import { readPolicies } from '../decode/policies.js';
import { readTimeline } from '../subscriptions/decode/timeline.js';

/** What `invoicesDue` takes. */
export type InvoicesDueInput = {
  readonly subscription: SubscriptionState;
  readonly schedule?: readonly SubscriptionScheduleState[] | undefined;
  readonly customer: CustomerInput;
  /** The first instant that counts; the start of the subscription unless given. */
  readonly from?: DateOrDateTimeText | undefined;
  /** The first instant that counts no more. */
  readonly until: DateOrDateTimeText;
  readonly policies?: PoliciesInput | undefined;
};

/** What an invoice bills of one price interval. */
export type ServiceDue = {
  readonly price_interval_id: string;
  readonly price_id: string;
  readonly billing_mode: BillingMode;
  readonly start_date: DateTimeText;
  readonly end_date: DateTimeText;
};

/** An invoice that falls due: its date, and what it bills. */
export type InvoiceDue = { readonly invoice_date: DateTimeText; readonly services: readonly ServiceDue[] };

/**
 * Lists the invoices of a subscription that fall due in a window, in order: the arrears of what ends at each date and the
 * advances of what starts at it (§4.4). Each can be drafted with `draftInvoice`.
 *
 * @throws `horizon_exceeded` for more than `max_periods` dates, without walking them; `missing_field`, `invalid_instant`,
 * `invalid_date`, `unknown_timezone`, `invalid_type`, `unknown_policy`
 * @example
 * ```ts
 * import { createSubscription, invoicesDue } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', timezone: 'America/New_York' };
 * const seats = { id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 } as const;
 * const { subscription, schedule } = createSubscription({
 *   request: { customer_id: 'acme', plan_id: 'pro', start_date: '2026-01-15' },
 *   at: '2026-01-15',
 *   customer,
 *   plans: [{ id: 'pro', name: 'Pro', currency: 'USD', prices: [seats] }],
 * });
 * invoicesDue({ subscription, schedule, customer, until: '2026-04-01' }).map(({ invoice_date }) => invoice_date);
 * // → ['2026-01-15T05:00:00+00:00', '2026-02-01T05:00:00+00:00', '2026-03-01T05:00:00+00:00']
 * ```
 */
export function invoicesDue(input: InvoicesDueInput): readonly InvoiceDue[] {
  const fields = openInput(input);
  refuseUnknown(fields, ['subscription', 'schedule', 'customer', 'from', 'until', 'policies']);
  const policies = readPolicies(fields);
  const payer = openChild(fields, 'customer');
  const document = openChild(fields, 'subscription');
  const zone = payer && readCustomer(payer).zone;
  const timeline = zone && document && readTimeline(document, fields, zone);
  const window = timeline && readWindow(fields, timeline, timeline.zone);
  refuse(fields.issues);
  invariant(timeline !== null && window !== null, 'an input without errors is read');
  if (window.end <= window.start) return [];
  const servicesAt = servicesOf(timeline);
  return serviceDates(timeline, window, policies.max_periods).map((date) => encodeDue(date, servicesAt(date)));
}

function readWindow(fields: Fields, { interval }: Timeline, zone: TimeZone): { start: Instant; end: Instant } {
  const from = isGiven(valueAt(fields, 'from')) ? boundaryAt(fields, 'from', zone) : undefined;
  const start = from ?? interval.start;
  return { start, end: boundaryAt(fields, 'until', zone) ?? start };
}

function encodeDue(date: Instant, billed: readonly BilledService[]): InvoiceDue {
  const services = billed.map(({ timed, service }) => ({
    price_interval_id: timed.id,
    price_id: timed.price.id,
    billing_mode: timed.price.billing_mode,
    start_date: formatInstant(service.start),
    end_date: formatInstant(service.end),
  }));
  return { invoice_date: formatInstant(date), services };
}
