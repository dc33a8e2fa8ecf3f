import { fail, isGiven } from '../../errors/index.js';
import { subtract, toNumber } from '../../decimal/index.js';
import {
  formatDate,
  localDate,
  localMidnight,
  parseDate,
  parseInstant,
  timeZone,
  type TimeZone,
} from '../../time/index.js';
import type { CreditLedger, License, LicenseUsage, Page } from '../../wire/index.js';
import type { Call } from '../call.js';
import { licensedCredits } from '../billing/licensed-credits.js';
import { needKept } from '../kept/documents.js';
import { pageOf, type PageParams } from '../kept/pages.js';
import { refuseMissing } from '../refusals.js';
import { chargedLedgers } from '../runs/top-up-due.js';
import { subscriptionAt } from '../subscriptions/subscription-at.js';
import { licensesBy } from './licenses.js';

type RangeParams = PageParams & {
  readonly start_date?: string | null;
  readonly end_date?: string | null;
  readonly group_by?: string | readonly string[] | null;
};
type TypeParams = RangeParams & { readonly subscription_id: string; readonly license_type_id: string };

/** The credits of all licences of a type. */
export async function licenseUsageByType(call: Call, params: TypeParams): Promise<Page<LicenseUsage>> {
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
  const [first] = licenses;
  if (first === undefined) return pageOf([], params);
  const subscription = await needKept(call, 'subscription', first.subscription_id);
  const customer = await needKept(call, 'customer', subscription.document.customer.id);
  const zone = timeZone(customer.document.timezone);
  const current = await subscriptionAt(call, subscription, call.at);
  const range = rangeOf(params, zone, current);
  // With what open invoices charge by now, so that usage shows on the day of it.
  const { ledgers } = await chargedLedgers(call, customer.document.id);
  const rows = licenses.flatMap((license) =>
    ledgers.flatMap((ledger) => usageIn(ledger, { license, range, zone }) ?? []),
  );
  return pageOf(rows, params);
}

type Range = { readonly start_date: string; readonly end_date: string };

/** The current billing period unless the query says otherwise. */
function rangeOf(
  { start_date, end_date }: RangeParams,
  zone: TimeZone,
  period: {
    readonly current_billing_period_start_date: string | null;
    readonly current_billing_period_end_date: string | null;
  },
): Range {
  const dateOf = (instant: string | null): string | null =>
    instant === null ? null : formatDate(localDate(zone, parseInstant(instant)));
  const start = start_date ?? dateOf(period.current_billing_period_start_date);
  const end = end_date ?? dateOf(period.current_billing_period_end_date);
  if (isGiven(start) && isGiven(end)) return { start_date: String(start), end_date: String(end) };
  return fail(
    'start_date',
    'missing_field',
    'is missing, and the subscription has no current billing period; give both dates',
  );
}

type Question = { readonly license: License; readonly range: Range; readonly zone: TimeZone };

/** What a licence was granted in a range and has used of it; null where it was granted nothing. */
function usageIn(ledger: CreditLedger, { license, range, zone }: Question): LicenseUsage | null {
  const start = localMidnight(zone, parseDate(range.start_date, 'start_date'));
  const end = localMidnight(zone, parseDate(range.end_date, 'end_date'));
  const credits = licensedCredits(ledger, new Set([license.id]), { start, end });
  if (credits === null) return null;
  const { allocated, consumed, eligible } = credits;
  return {
    license_id: license.id,
    external_license_id: license.external_license_id,
    license_type_id: license.license_type_id,
    subscription_id: license.subscription_id,
    ...range,
    pricing_unit: ledger.currency,
    allocated_credits: toNumber(allocated),
    consumed_credits: toNumber(consumed),
    remaining_credits: toNumber(subtract(allocated, consumed)),
    allocation_eligible_credits: toNumber(eligible),
    // What was used while no licence was in force is charged to nobody in particular (§8.6).
    shared_pool_credits: null,
  };
}
