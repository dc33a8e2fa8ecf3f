import { formatInstant, type Instant, type TimeZone } from '../../time/index.js';
import type {
  CreditLedger,
  GrantsToLicenses,
  License,
  PoliciesInput,
  Price,
  SubscriptionScheduleState,
  SubscriptionState,
} from '../../wire/index.js';
import { createLedger } from '../credits/create-ledger.js';
import { grantAllocations } from '../credits/grant-allocations.js';
import type { KnownLicense } from './quoted-licenses.js';

/** Whose prices grant credits, and to whom. */
export type Granting = {
  readonly subscription: SubscriptionState;
  readonly schedule: readonly SubscriptionScheduleState[];
  readonly licenses: readonly KnownLicense[];
  readonly zone: TimeZone;
  readonly policies: PoliciesInput | undefined;
};

/** The currencies in which a subscription's prices grant credits; to licences only where there are any. */
export function grantedCurrencies({ subscription, licenses }: Granting): ReadonlySet<string> {
  return new Set(
    subscription.price_intervals.flatMap(({ price }) => {
      const { credit_allocation: granted, license_allocations = [] } = price as Price & GrantsToLicenses;
      const isToLicenses = (granted?.license_type_id ?? null) !== null;
      const own = granted === null || (isToLicenses && licenses.length === 0) ? [] : [granted.currency];
      return licenses.length === 0 ? own : [...own, ...license_allocations.map(({ currency }) => currency)];
    }),
  );
}

/** The ledger of a currency with all that was to be granted in it by an instant, none of it twice (§8.6). */
export function grantUntil(
  currency: string,
  ledger: CreditLedger | undefined,
  { at, ...granting }: Granting & { readonly at: Instant },
): CreditLedger {
  const { subscription, schedule, licenses, zone, policies } = granting;
  return grantAllocations({
    ledger: ledger ?? createLedger({ customer_id: subscription.customer.id, currency, timezone: zone.name }),
    subscription,
    schedule,
    // Of which subscription a licence is says nothing here: all are of the one that is quoted.
    licenses: licenses as readonly License[],
    at: formatInstant(at),
    policies,
  }).ledger;
}
