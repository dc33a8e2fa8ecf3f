import { readFilters } from '../../../adjustments/index.js';
import type { Allocation } from '../../../credits/index.js';
import { add, isZero, subtract, zero, type Decimal } from '../../../decimal/index.js';
import {
  isGiven,
  openChild,
  optionalChild,
  optionalFlag,
  optionalText,
  report,
  requiredText,
  shown,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import { beganPeriods, soldIn, type TimedPrice } from '../../../subscriptions/index.js';
import { localDay, type Instant, type Period, type TimeZone } from '../../../time/index.js';
import { objectsAt } from '../../decode/document-fields.js';
import { boundaryAt } from '../../decode/period.js';
import { readTimeline } from '../../subscriptions/decode/timeline.js';
import { readExpiration } from './allocation.js';
import { readLicenseAllocations } from './license-allocations.js';
import type { LedgerCall } from './ledger-call.js';
import { optionalBasis } from './read-block.js';

/** Credits to grant, and the periods to grant them for. */
export type Granting = { readonly allocation: Allocation; readonly periods: readonly Period[] };

/**
 * The allocations among the prices of `subscription`, in the ledger's currency, each with the periods of its own price
 * interval that have begun by now. A quantity that changes changes what the periods after it are granted.
 */
export function readSubscriptionAllocations(call: LedgerCall): readonly Granting[] {
  const subscription = openChild(call.fields, 'subscription');
  if (subscription === null) return [];
  const { ledger } = call.reading;
  refuseOtherCustomer(subscription, ledger.customer_id);
  const timeline = readTimeline(subscription, call.fields, ledger.zone);
  if (call.fields.issues.length > 0) return [];
  const timed = new Map(timeline.prices.map((price) => [price.id, price]));
  return objectsAt(subscription, 'price_intervals').flatMap((interval) => {
    const price = openChild(interval, 'price');
    const own = timed.get(requiredText(interval, 'id'));
    if (price === null || own === undefined) return [];
    const offers = [allocationOf(price, own), ...licenseAllocationsOf(price, own)];
    return offers.flatMap((offer) =>
      offer === null || offer.currency !== ledger.currency.code ? [] : grantingsOf(own, offer, call),
    );
  });
}

/** What a price grants, and how much of it for a period that begins at an instant. */
type Offer = {
  readonly currency: string;
  readonly allocation: Omit<Allocation, 'amount'>;
  /** What it grants of a period, and when. */
  readonly grantsIn: (period: Period) => readonly Grant[];
};

type Grant = { readonly at: Instant; readonly amount: Decimal };

/** What stands as `credit_allocation`: the quantity of the price. */
function allocationOf(price: Fields, timed: TimedPrice): Offer | null {
  const granted = optionalChild(price, 'credit_allocation');
  if (granted === null) return null;
  const expires_with_period = isRecurring(timed) && !optionalFlag(granted, 'allows_rollover');
  return {
    currency: requiredText(granted, 'currency'),
    allocation: {
      id: timed.id,
      item_id: timed.price.item_id,
      expires: readExpiration(granted, expires_with_period),
      cost_basis: basisOf(price),
      filters: readFilters(granted, 'filters'),
      license_type_id: optionalText(granted, 'license_type_id'),
      write_off_overage: false,
      cause: 'allocation',
    },
    grantsIn: (period) => risesIn(timed, period),
  };
}

/** What stands as `license_allocations`: for nothing, because the price bills something else. */
function licenseAllocationsOf(price: Fields, timed: TimedPrice): readonly Offer[] {
  return readLicenseAllocations(price).map(({ currency, amount, license_type_id, write_off_overage }) => ({
    currency,
    allocation: {
      id: timed.id,
      item_id: timed.price.item_id,
      expires: isRecurring(timed) ? 'with_period' : 'never',
      cost_basis: null,
      filters: [],
      license_type_id,
      write_off_overage,
      cause: 'license_allocation',
    },
    grantsIn: ({ start }) => [{ at: start, amount }],
  }));
}

/** What is granted once has no period to end with. */
function isRecurring({ price }: TimedPrice): boolean {
  return price.length !== null;
}

/** The credits of another customer's subscription are no credits of this ledger. */
function refuseOtherCustomer(subscription: Fields, customer_id: string): void {
  if (!isGiven(valueAt(subscription, 'customer'))) return;
  const customer = openChild(subscription, 'customer');
  const id = customer && requiredText(customer, 'id');
  if (customer === null || id === '' || id === customer_id) return;
  const message = `is ${shown(id)}, but the ledger is that of ${shown(customer_id)}; give the subscription of the ledger's customer`;
  report(customer, 'id', { code: 'invalid_reference', message });
}

/** What a unit of credit costs is the rate of the price that bills it; null where nothing is paid. */
function basisOf(price: Fields): Decimal | null {
  const config = optionalChild(price, 'unit_config');
  const rate = config === null ? null : optionalBasis(config, 'unit_amount');
  return rate === null || isZero(rate) ? null : rate;
}

/** Until when credits were granted elsewhere. */
export function readGrantedUntil({ fields, reading }: LedgerCall): Instant | undefined {
  const isSaid = isGiven(valueAt(fields, 'granted_until'));
  return isSaid ? boundaryAt(fields, 'granted_until', reading.ledger.zone) : undefined;
}

/** The quantity that a price has when a period begins, and whenever it rises above what was granted, what is more (§8.6). */
function risesIn(timed: TimedPrice, period: Period): readonly Grant[] {
  const rises = soldIn(timed, period);
  return rises.map(({ at, quantity }, position) => {
    const before = rises[position - 1];
    return { at, amount: before === undefined ? quantity : subtract(quantity, before.quantity) };
  });
}

/** One for each period, and for each rise in it. */
function grantingsOf(timed: TimedPrice, { allocation, grantsIn }: Offer, call: LedgerCall): readonly Granting[] {
  const { reading, at, policies } = call;
  const { zone } = reading.ledger;
  const granted_until = readGrantedUntil(call);
  return beganPeriods(timed, { zone, until: at, most: policies.max_periods }).flatMap((period) => {
    return byDay(grantsIn(period), period, zone).flatMap(({ at: start, amount }): readonly Granting[] => {
      // ≤: what began at that very moment was granted by then.
      const isGranted = start > at || (granted_until !== undefined && start <= granted_until);
      if (isGranted || isZero(amount)) return [];
      return [{ allocation: { ...allocation, amount }, periods: [{ start, end: period.end }] }];
    });
  });
}

/** The day of a change belongs to the new state (§5): what is granted in a day counts from its start, as one block. */
function byDay(grants: readonly Grant[], { start }: Period, zone: TimeZone): readonly Grant[] {
  const days = new Map<Instant, Decimal>();
  for (const { at, amount } of grants) {
    const day = localDay(zone, at).start;
    const effective = day > start ? day : start;
    days.set(effective, add(days.get(effective) ?? zero, amount));
  }
  return Array.from(days, ([at, amount]) => ({ at, amount }));
}
