import {
  endAllocation,
  grantAllocation,
  withdrawGrants,
  type CreditBlock,
  type GrantTerms,
  type Ledger,
} from '../../credits/index.js';
import {
  isGiven,
  isTextList,
  optionalChild,
  refuse,
  report,
  requiredText,
  shown,
  valueAt,
  type Fields,
} from '../../errors/index.js';
import { identity, stamp } from '../../invoices/index.js';
import type { Period } from '../../time/index.js';
import type {
  AllocationPriceInput,
  Cadence,
  CreditLedger,
  DateOrDateTimeText,
  License,
  PoliciesInput,
  PriceFilter,
  Subscription,
  SubscriptionScheduleState,
  SubscriptionState,
} from '../../wire/index.js';
import type { PeriodInput } from '../cycles/period-input.js';
import { objectsAt } from '../decode/document-fields.js';
import { readPeriod } from '../decode/period.js';
import { readAllocation } from './decode/allocation.js';
import { openLedgerCall, type LedgerCall } from './decode/ledger-call.js';
import { readLicense } from './decode/license.js';
import { readGrantedUntil, readSubscriptionAllocations, type Granting } from './decode/subscription-allocations.js';
import { encodeLedgerStep, type LedgerTransition } from './encode/transition.js';

/** An allocation of a subscription, under the id of the price interval or price that it belongs to. */
export type AllocationInput = Omit<AllocationPriceInput, 'cadence' | 'filters'> & {
  readonly id: string;
  /** With the id of a price: whose it is, so that two subscriptions of one plan each have their own. */
  readonly subscription_id?: string | null | undefined;
  /** A custom one too: `periods` say what its periods are. */
  readonly cadence: Cadence;
  readonly filters?: readonly PriceFilter[] | null | undefined;
  /** Of licences: what one uses beyond its own credits is written off, neither billed nor paid by shared credits. */
  readonly write_off_overage?: boolean | null | undefined;
};

/** What is to be granted, one by one, and for which periods. */
type ListedAllocations = {
  /** Those in other currencies than the ledger's are passed over. */
  readonly allocations: readonly AllocationInput[];
  /** The periods of their cadence, as `billingPeriods` gives them; those that begin after `at` are passed over. */
  readonly periods: readonly PeriodInput[];
};

/** A subscription whose prices say what they grant, each in the periods of its own interval. */
type AllocationsOfSubscription = {
  readonly subscription: Subscription | SubscriptionState;
  readonly schedule?: readonly SubscriptionScheduleState[] | undefined;
  /** Periods that began by then were granted elsewhere, before the ledger was kept here. */
  readonly granted_until?: DateOrDateTimeText | undefined;
};

/** What `grantAllocations` takes. */
export type GrantAllocationsInput = (ListedAllocations | AllocationsOfSubscription) & {
  readonly ledger: CreditLedger;
  /** The licences of the subscription, for allocations that have a licence type. */
  readonly licenses?: readonly License[] | undefined;
  /** Allocations that end now, by what their blocks say as `granted_by`: with their plan, or with the subscription. */
  readonly ended?: readonly string[] | undefined;
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  readonly policies?: PoliciesInput | undefined;
};

/**
 * Grants the credits of allocations, period by period (§8.6).
 *
 * A block counts from its period's start and expires at its end, after its `custom_expiration`, or never where neither is
 * said (rollover); a stub is granted the full amount (F21). Granting again grants nothing twice, and grants no block
 * again that was deleted. A `subscription` grants what the prices of its intervals say, each in the periods of its own
 * interval: the quantity it has when they begin, and what is more whenever that rises within one.
 * With a licence type every licence that is in force gets a block of its own, which pays for its usage alone and before
 * the shared pool; so it does for each of a price's `license_allocations`, which expire with their period. What an
 * allocation costs is billed by its price. An allocation named in `ended` loses at once what is left of it.
 *
 * @throws `invalid_amount` for an amount that is not above zero; `invalid_interval` for a period that does not end after its
 * start; `invalid_reference` for a subscription of another customer; `inconsistent_history`, `horizon_exceeded`,
 * `missing_field`, `invalid_type`, `invalid_decimal`, `invalid_instant`, `invalid_date`
 * @example
 * ```ts
 * import { billingPeriods, createLedger, grantAllocations } from 'reckoner';
 *
 * const periods = billingPeriods({ start_date: '2026-01-10', cadence: 'monthly', timezone: 'UTC', align_billing_with_subscription_start_date: true }, { from: '2026-01-01', until: '2026-04-01' });
 * const { ledger } = grantAllocations({
 *   ledger: createLedger({ customer_id: 'acme', currency: 'credits' }),
 *   allocations: [{ id: 'included', amount: 100, currency: 'credits', cadence: 'monthly', expires_at_end_of_cadence: true }],
 *   periods: periods.map(({ start_date, end_date }) => ({ start_date, end_date })),
 *   at: '2026-02-15',
 * });
 * ledger.entries.map(({ entry_type, date }) => `${date.slice(0, 10)} ${entry_type}`); // → ['2026-01-10 increment', '2026-02-10 credit_block_expiry', '2026-02-10 increment']
 * ```
 */
export function grantAllocations(input: GrantAllocationsInput): LedgerTransition {
  const call = openLedgerCall(input, ...listedKeys, ...subscriptionKeys, 'licenses', 'ended');
  const { fields, reading, at, policies } = call;
  const { currency, customer_id, zone } = reading.ledger;
  const grantings = readGrantings(call);
  const licenses = objectsAt(fields, 'licenses').map((license) => readLicense(license, { zone, from: at }));
  const ended = endedIn(fields);
  refuse(fields.issues);
  const idOf = (cause: readonly string[], effective: Period['start']) =>
    identity('block', customer_id, currency.code, ...cause, stamp(effective));
  const granted = grantings.reduce(
    (ledger, { allocation, periods }) => grantAllocation(ledger, allocation, { periods, licenses, at, idOf }),
    reading.ledger,
  );
  const settled = withoutUnasked(granted, grantings, { call, idOf });
  const next = ended.reduce((ledger, id) => endAllocation(ledger, id, { at, now: at }), settled);
  return encodeLedgerStep(reading, { next, grace_hours: policies.grace_period_hours }).transition;
}

type Naming = { readonly call: LedgerCall; readonly idOf: GrantTerms['idOf'] };

/** A subscription tells all that its intervals grant: what was granted of it and is not told any more was never asked for. */
function withoutUnasked(ledger: Ledger, grantings: readonly Granting[], { call, idOf }: Naming): Ledger {
  const { fields, at } = call;
  const subscription = optionalChild(fields, 'subscription');
  if (subscription === null) return ledger;
  const due = new Set(
    grantings.flatMap(({ allocation: { cause, id }, periods }) => periods.map(({ start }) => idOf([cause, id], start))),
  );
  const granted_until = readGrantedUntil(call) ?? -Infinity;
  return objectsAt(subscription, 'price_intervals').reduce((next, interval) => {
    const allocation_id = requiredText(interval, 'id');
    // What others granted, and what licences have of their own, is called otherwise.
    const isOwn = ({ id, effective }: CreditBlock): boolean =>
      id === idOf(['allocation', allocation_id], effective) && effective > granted_until && effective <= at;
    return withdrawGrants(next, { allocation_id, isDue: (block) => due.has(block.id) || !isOwn(block) });
  }, ledger);
}

const listedKeys = ['allocations', 'periods'] as const;
const subscriptionKeys = ['subscription', 'schedule', 'granted_until'] as const;

/** What is granted in the ledger's currency, of a subscription or as it was listed; never of both. */
function readGrantings(call: LedgerCall): readonly Granting[] {
  const { fields, reading } = call;
  const isOfSubscription = isGiven(valueAt(fields, 'subscription'));
  for (const key of isOfSubscription ? listedKeys : subscriptionKeys) {
    if (!isGiven(valueAt(fields, key))) continue;
    const message = 'stands beside the other form; give a subscription, or allocations and their periods';
    report(fields, key, { code: 'invalid_type', message });
  }
  if (isOfSubscription) return readSubscriptionAllocations(call);
  const periods = objectsAt(fields, 'periods').flatMap((period) => readPeriod(period, reading.ledger.zone) ?? []);
  return objectsAt(fields, 'allocations')
    .map(readAllocation)
    .filter(({ currency }) => currency === reading.ledger.currency.code)
    .map(({ allocation }) => ({ allocation, periods }));
}

function endedIn(fields: Fields): readonly string[] {
  const list = valueAt(fields, 'ended');
  if (!isGiven(list)) return [];
  if (isTextList(list)) return [...list];
  report(fields, 'ended', {
    code: 'invalid_type',
    message: `is ${shown(list)}; give a list of the ids of allocations`,
  });
  return [];
}
