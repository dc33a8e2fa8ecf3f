import {
  invariant,
  isGiven,
  refuse,
  refuseUnknown,
  report,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import { servicesAt, upcomingDate, type BilledService } from '../../invoices/index.js';
import type { Meter, Metric, ParameterValues } from '../../metrics/index.js';
import { formatInstant, type Instant } from '../../time/index.js';
import { readLicensing, type Licensing } from '../credits/decode/licensing.js';
import { objectsAt } from '../decode/document-fields.js';
import { openInput } from '../decode/input.js';
import { boundaryAt } from '../decode/period.js';
import type { DraftSubscriptionInvoiceInput } from './draft-input.js';
import { readCreditLedgers } from './decode/credit-ledgers.js';
import { currencyOfPrice } from './decode/invoice-currency.js';
import { readBilledSubscription, type BilledSubscription } from './decode/subscription/billed-subscription.js';
import { metersOfLines, ratesEvents, type LineMeter } from './decode/subscription/line-usage.js';
import { openInvoiceKeys, openServices } from './decode/subscription/read-partial-invoice.js';
import { readOnly, subscriptionInvoiceKeys } from './decode/subscription/read-subscription-invoice.js';
import { serviceLines } from './decode/subscription/service-lines.js';

/** What `usageToMeasure` takes: what `draftInvoice` takes of a subscription before its usage is known. */
export type UsageToMeasureInput = Omit<
  DraftSubscriptionInvoiceInput,
  'events' | 'usage' | 'license_usage' | 'invoice_date' | 'at'
> & {
  /** One of the dates that `invoicesDue` lists; absent: that of `upcomingInvoice`. */
  readonly invoice_date?: string | undefined;
  /** `partial`: what `draftPartialInvoice` bills, all that is under way; then neither a date nor price intervals are asked for. */
  readonly invoice_source?: 'subscription' | 'partial' | undefined;
  /** Now: usage counts up to it. */
  readonly at: string;
};

/** One question to a database: a metric over the events of some customers in a half-open timeframe. */
export type UsageToMeasure = {
  /** The key under which `draftInvoice` takes the answer, as `aggregateUsage` or `mergePartials` give it. */
  readonly price_interval_id: string;
  /** Of which input it takes it: what is billed, or who used it, where a licence has credits that may pay for the price. */
  readonly answers: 'usage' | 'license_usage';
  readonly price_id: string;
  /** Ids of customers whose events count. */
  readonly customer_ids: readonly string[];
  readonly metric: Metric;
  readonly timeframe_start: string;
  readonly timeframe_end: string;
  readonly group_by: readonly string[];
  readonly null_groups: 'keep';
  readonly filter: string | null;
  readonly metric_parameter_overrides: ParameterValues | null;
  /**
   * The zone at whose midnights the quantity is needed as well, because a ledger of the price's currency pays day by day;
   * null: it is not.
   */
  readonly by_day_in: string | null;
  /** Whether the model rates events one by one, so that no quantity says enough: give the events. */
  readonly rates_events: boolean;
};

/**
 * What has to be measured before an invoice of a subscription can be drafted: one question for each price that is billed by
 * usage, to be asked where the events are.
 *
 * `draftInvoice`, or with `invoice_source: 'partial'` `draftPartialInvoice`, given each answer as `usage` or `license_usage` under its `price_interval_id`, drafts what it drafts of the events. What of a dimensional price group no price rates is told by events alone.
 *
 * @throws what `draftInvoice` refuses of its input
 * @example
 * ```ts
 * import { createSubscription, upcomingInvoice, usageToMeasure } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD', timezone: 'UTC' };
 * const calls = { id: 'calls', name: 'Calls', model_type: 'unit', unit_config: { unit_amount: '0.05' }, billable_metric_id: 'calls' } as const;
 * const { subscription, schedule } = createSubscription({
 *   request: { customer_id: 'acme', plan_id: 'pro', start_date: '2026-01-01' },
 *   at: '2026-01-01',
 *   customer,
 *   plans: [{ id: 'pro', name: 'Pro', currency: 'USD', prices: [calls] }],
 * });
 * const asked = { subscription, schedule, customer, at: '2026-01-20' };
 * const metrics = [{ id: 'calls', event_names: ['call'], aggregation: { kind: 'count' as const } }];
 * const [question] = usageToMeasure({ ...asked, metrics });
 * question?.timeframe_start; // → '2026-01-01T00:00:00+00:00'
 * const usage = { [question?.price_interval_id ?? '']: { quantity: 300 } };
 * upcomingInvoice({ ...asked, usage }).invoice.total; // → '15.00'
 * ```
 */
export function usageToMeasure(input: UsageToMeasureInput): readonly UsageToMeasure[] {
  const fields = openInput(input);
  const is_partial = readSource(fields) === 'partial';
  const keys = is_partial ? openInvoiceKeys : subscriptionInvoiceKeys;
  refuseUnknown(fields, ['invoice_source', ...keys.filter((key) => !answered.has(key))]);
  const billed = readBilledSubscription(fields);
  const at = billed && boundaryAt(fields, 'at', billed.customer.zone);
  const closing = billed && !is_partial ? readClosing(fields, billed) : null;
  refuse(fields.issues);
  invariant(billed !== null && at !== null && at !== undefined, 'an input without errors is read');
  const services = closing === null ? openServices(billed, at) : closingServices(billed, closing, at);
  const meters = metersOfLines(fields, serviceLines(services, billed, at), {
    billed,
    licensing: licensingIn(fields, billed),
  });
  refuse(fields.issues);
  const prepaid = new Set(objectsAt(fields, 'ledgers').map((ledger) => valueAt(ledger, 'currency')));
  return meters.map((one) => questionOf(one, { billed, prepaid }));
}

function readSource(fields: Fields): 'subscription' | 'partial' {
  const source = valueAt(fields, 'invoice_source') ?? 'subscription';
  if (source === 'subscription' || source === 'partial') return source;
  report(fields, 'invoice_source', wanting(source, 'subscription or partial'));
  return 'subscription';
}

/** Which closing invoice is meant; without a date the one that is coming. */
type Closing = { readonly invoice_date: Instant | null; readonly only: ReadonlySet<string> | null };

function readClosing(fields: Fields, { customer }: BilledSubscription): Closing {
  const is_given = isGiven(valueAt(fields, 'invoice_date'));
  const invoice_date = is_given ? boundaryAt(fields, 'invoice_date', customer.zone) : null;
  return { invoice_date: invoice_date ?? null, only: readOnly(fields) };
}

function closingServices(
  { timeline }: BilledSubscription,
  { invoice_date, only }: Closing,
  at: Instant,
): readonly BilledService[] {
  const services = servicesAt(timeline, invoice_date ?? upcomingDate(timeline, at));
  return services.filter(({ timed }) => only?.has(timed.id) ?? true);
}

/** Keys of what is being asked for. */
const answered: ReadonlySet<string> = /*#__PURE__*/ new Set(['events', 'usage', 'license_usage']);

/** Who may hold licences; most customers have none, whose ledgers need not be read for it. */
function licensingIn(fields: Fields, billed: BilledSubscription): Licensing | null {
  if (!isGiven(valueAt(fields, 'license_types'))) return null;
  const ledgers = readCreditLedgers(fields, billed);
  return readLicensing(fields, { zone: billed.customer.zone, subscription_id: billed.timeline.id, ledgers });
}

type Asking = { readonly billed: BilledSubscription; readonly prepaid: ReadonlySet<unknown> };

function questionOf({ line, meter, by_license }: LineMeter, { billed, prepaid }: Asking): UsageToMeasure {
  const { timed, price } = line;
  const { customer, currency, rules } = billed;
  const isPrepaid = prepaid.has(currencyOfPrice(price, currency, rules).code);
  return {
    price_interval_id: timed.id,
    answers: by_license ? 'license_usage' : 'usage',
    price_id: price.id,
    customer_ids: timed.settings.usage_customer_ids ?? [customer.document.id],
    metric: meter.metric,
    timeframe_start: formatInstant(line.counted.start),
    timeframe_end: formatInstant(line.counted.end),
    group_by: meter.group_by ?? [],
    null_groups: 'keep',
    filter: meter.filter ?? null,
    metric_parameter_overrides: meter.metric_parameter_overrides ?? null,
    by_day_in: isPrepaid ? dayZoneOf(meter) : null,
    rates_events: ratesEvents(line) && !by_license,
  };
}

function dayZoneOf({ granularity, timezone }: Meter): string | null {
  return granularity === 'day' ? (timezone ?? null) : null;
}
