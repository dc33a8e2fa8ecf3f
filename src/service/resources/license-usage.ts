import { fail } from '../../errors/index.js';
import {
  duration,
  localDay,
  millisPerDay,
  parseBoundary,
  timeZone,
  type Instant,
  type Period,
  type TimeZone,
} from '../../time/index.js';
import type { License, LicenseUsage, Page, SubscriptionState } from '../../wire/index.js';
import type { Call } from '../call.js';
import { chargedLedgers } from '../billing/charged-ledgers.js';
import { needKept } from '../kept/documents.js';
import { pageOf, type PageParams } from '../kept/pages.js';
import { refuseMissing } from '../refusals.js';
import { subscriptionAt } from '../subscriptions/subscription-at.js';
import { licenseGrouping, licenseRows } from './license-rows.js';
import { licensesBy } from './licenses.js';

type RangeParams = PageParams & {
  readonly start_date?: string | null;
  readonly end_date?: string | null;
  readonly group_by?: string | readonly string[] | null;
};
type TypeParams = RangeParams & { readonly subscription_id: string; readonly license_type_id: string };

/** The credits of all licences of a type. */
export async function licenseUsageByType(call: Call, params: TypeParams): Promise<Page<LicenseUsage>> {
  await needKept(call, 'license_type', params.license_type_id);
  const licenses = await licensesBy(call, params.subscription_id);
  return usageOf(
    call,
    licenses.filter(({ license_type_id }) => license_type_id === params.license_type_id),
    params,
  );
}

/** The credits of the licence of an external id that is in force now. */
export async function licenseUsageByExternalId(
  call: Call,
  params: TypeParams & { readonly external_license_id: string },
): Promise<Page<LicenseUsage>> {
  const { external_license_id, license_type_id } = params;
  const license = (await licensesBy(call, params.subscription_id)).find(
    (one) =>
      one.status === 'active' &&
      one.external_license_id === external_license_id &&
      one.license_type_id === license_type_id,
  );
  return usageOf(call, [license ?? refuseMissing('active license', external_license_id)], params);
}

/** The credits of a licence, in force or not. */
export async function licenseUsageById(
  call: Call,
  params: RangeParams & { readonly license_id: string },
): Promise<Page<LicenseUsage>> {
  return usageOf(call, [(await needKept(call, 'license', params.license_id)).document], params);
}

async function usageOf(call: Call, licenses: readonly License[], params: RangeParams): Promise<Page<LicenseUsage>> {
  const grouping = licenseGrouping(params.group_by);
  const [first] = licenses;
  if (first === undefined) return pageOf([], params);
  const subscription = await needKept(call, 'subscription', first.subscription_id);
  const customer = await needKept(call, 'customer', subscription.document.customer.id);
  const zone = timeZone(customer.document.timezone);
  const current = await subscriptionAt(call, subscription, call.at);
  const range = boundedRange(call, rangeOf(params, zone, current));
  // With what open invoices charge by now, so that usage shows on the day of it.
  const { ledgers } = await chargedLedgers(call, customer.document.id);
  return pageOf(licenseRows({ licenses, ledgers, grouping, zone, range }), params);
}

type CurrentPeriod = Pick<SubscriptionState, 'current_billing_period_start_date' | 'current_billing_period_end_date'>;

/** The current billing period unless the query says otherwise. */
function rangeOf({ start_date, end_date }: RangeParams, zone: TimeZone, period: CurrentPeriod): Period {
  const start = boundOf('start_date', start_date ?? period.current_billing_period_start_date, zone);
  const end = boundOf('end_date', end_date ?? period.current_billing_period_end_date, zone);
  if (end < start) fail('end_date', 'invalid_timeframe', 'is before start_date; give a later one');
  return { start, end };
}

/** The local midnight of a date; a boundary of a billing period is one already. */
function boundOf(key: string, given: string | null, zone: TimeZone): Instant {
  if (given !== null) return localDay(zone, parseBoundary(given, zone, key)).start;
  return fail(key, 'missing_field', 'is missing, and the subscription has no current billing period; give both dates');
}

/** Days are listed one by one, empty ones too, so that there are no more of them than there may be periods. */
function boundedRange({ account }: Call, range: Period): Period {
  const most = account.policies?.max_periods ?? usualMost;
  if (duration(range) <= most * millisPerDay) return range;
  return fail('end_date', 'horizon_exceeded', `is more than ${most} days after start_date; ask for fewer`);
}

const usualMost = 1200;
