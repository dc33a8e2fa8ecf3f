import {
  invariant,
  openChild,
  optionalChild,
  refuse,
  refuseUnknown,
  requiredText,
  type Fields,
} from '../../errors/index.js';
import { timeZone } from '../../time/index.js';
import type {
  CreditLedger,
  CustomerInput,
  License,
  LicenseType,
  PlanInput,
  PoliciesInput,
  PriceInput,
} from '../../wire/index.js';
import { licensedTypeOf, readLicensing } from '../credits/decode/licensing.js';
import type { PeriodInput } from '../cycles/period-input.js';
import { readCustomer, type BilledCustomer } from '../decode/customer.js';
import { openInput } from '../decode/input.js';
import { readPeriod } from '../decode/period.js';
import { moneyRulesOf, readPolicies } from '../decode/policies.js';
import { readCreditLedgers } from '../invoices/decode/credit-ledgers.js';
import { currencyOfPrice, readInvoiceCurrency } from '../invoices/decode/invoice-currency.js';
import { readBilling, type Billing } from '../invoices/decode/plan.js';
import type { UsageByPrice } from '../prices/usage-input.js';
import type { WithCustomModels } from '../prices/custom-model.js';
import { readDimensionalGroups } from './decode/dimensional-prices.js';
import { usageDetail } from './decode/metered-usage.js';
import { apart, licenseMeters, type LicenseMetering } from './decode/metering-by-license.js';
import { isMetered, readMetrics } from './decode/metering.js';
import type { DimensionalGroupInput } from './dimensional-group-input.js';
import type { MetricInput } from './metric-input.js';
import { openMeter, type UsageMeter } from './open-meter.js';

/** What `createUsageMeter` takes: whose events, for which prices, in which period. */
export type UsageMeterInput = {
  /** Events of other customers are passed over; events that name no customer count as this one's. */
  readonly customer: CustomerInput;
  readonly plan?: PlanInput | undefined;
  readonly prices?: readonly PriceInput[] | undefined;
  readonly metrics: readonly MetricInput[];
  readonly period: PeriodInput;
  /** Whether one event per idempotency key counts (default true; memory grows with keys); false if none repeat. */
  readonly dedupe?: boolean | undefined;
  /** Named by licences, those of other subscriptions counting for nothing. */
  readonly subscription?: { readonly id: string } | undefined;
  /** The customer's prepaid credits: with them usage is measured by local days as well, because they pay day by day. */
  readonly ledgers?: readonly CreditLedger[] | undefined;
  /** The licences there are and their types: where a ledger holds credits of theirs, it is measured who used what. */
  readonly licenses?: readonly License[] | undefined;
  readonly license_types?: readonly LicenseType[] | undefined;
  readonly policies?: PoliciesInput | undefined;
  /** The groups that the prices' `dimensional_price_configuration` names. */
  readonly dimensional_price_groups?: readonly DimensionalGroupInput[] | undefined;
};

/** The same with prices of models of your own. */
export type CustomUsageMeterInput = WithCustomModels<UsageMeterInput>;

/** A meter of what an invoice bills, which also tells who used it. */
export type InvoiceMeter = UsageMeter & {
  /** Who used what so far, by price id, where credits of licences may pay: `license_usage` of `draftInvoice`. */
  readonly licenseUsage: () => UsageByPrice;
};

/**
 * Opens a meter for everything that an invoice bills by usage, so that events can be streamed past it once.
 *
 * `draftInvoice`, given what the meter measured as `usage` and `license_usage`, drafts what it drafts of the events. Give the
 * meter the `ledgers`, `licenses` and `license_types` that the draft is to have.
 *
 * The window is half-open, `start ≤ timestamp < end` (§3). Memory grows with groups and, unless `dedupe` is false, with
 * idempotency keys.
 *
 * @throws every fault of the input at once, such as `invalid_reference` for a price whose metric is not given
 * @example
 * ```ts
 * import { createUsageMeter } from 'reckoner';
 *
 * const meter = createUsageMeter({
 *   customer: { id: 'acme' },
 *   prices: [{ id: 'calls', billable_metric_id: 'calls', model_type: 'unit', unit_config: { unit_amount: '0.01' } }],
 *   metrics: [{ id: 'calls', event_names: ['call'], aggregation: { kind: 'count' } }],
 *   period: { start_date: '2026-01-01', end_date: '2026-02-01' },
 * });
 * const call = { event_name: 'call', timestamp: '2026-01-05T10:00:00Z', idempotency_key: 'a', properties: {} };
 * meter.add(call); // → 'counted'
 * meter.add(call); // → 'repeat'
 * meter.add({ ...call, customer_id: 'umbrella', idempotency_key: 'b' }); // → 'foreign'
 * meter.usage(); // → { calls: { quantity: '1' } }
 * ```
 */
export function createUsageMeter(input: UsageMeterInput | CustomUsageMeterInput): InvoiceMeter {
  const fields = openInput(input);
  refuseUnknown(fields, [
    'customer',
    'plan',
    'prices',
    'metrics',
    'period',
    'dedupe',
    'custom_models',
    'dimensional_price_groups',
    'subscription',
    'ledgers',
    'licenses',
    'license_types',
    'policies',
  ]);
  // What adjusts the bill does not change what is measured, so that no zone matters to its dates.
  const billing = readBilling(fields, timeZone('UTC'));
  const metrics = readMetrics(fields);
  const groups = readDimensionalGroups(fields);
  const billed = openChild(fields, 'customer');
  const dates = openChild(fields, 'period');
  const customer = billed && readCustomer(billed);
  const period = customer && dates && readPeriod(dates, customer.zone);
  refuse(fields.issues);
  invariant(customer !== null && period !== null, 'what has no errors is read');
  const { prices } = billing;
  const by_day_in = usageDetail(fields) === 'by_day' ? customer.zone.name : null;
  const measured = { groups, metrics, period, by_day_in };
  const typeOf = licensedTypes(fields, { customer, billing });
  const beside = licenseMeters(prices, { typeOf, measured }, fields.issues);
  const request = { ...measured, customer: customer.document, prices, beside: beside.map((own) => own.meter) };
  const meter = openMeter({ ...request, dedupe: input.dedupe ?? true }, fields.issues);
  refuse(fields.issues);
  invariant(meter !== null, 'a meter without errors is open');
  return {
    ...meter,
    usage: () => apart(meter.usage(), beside).usage,
    licenseUsage: () => apart(meter.usage(), beside).licensed,
  };
}

type Payer = { readonly customer: BilledCustomer; readonly billing: Billing };

/** By which licences the usage of a price is told apart: as the draft of the same input tells it. */
function licensedTypes(input: Fields, { customer, billing }: Payer): LicenseMetering['typeOf'] {
  const policies = readPolicies(input);
  const ledgers = readCreditLedgers(input, { customer, policies });
  const subscription = optionalChild(input, 'subscription');
  const subscription_id = subscription && requiredText(subscription, 'id');
  const licensing = readLicensing(input, { zone: customer.zone, subscription_id, ledgers });
  if (licensing === null) return () => null;
  const rules = moneyRulesOf(policies);
  const payer = openChild(input, 'customer');
  const currency = payer && readInvoiceCurrency({ fields: payer, customer, billing, rules });
  return (price) =>
    currency !== null && isMetered(price)
      ? licensedTypeOf(price.document, currencyOfPrice(price, currency, rules).code, licensing)
      : null;
}
