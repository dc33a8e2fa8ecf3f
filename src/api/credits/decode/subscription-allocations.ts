import { readFilters } from '../../../adjustments/index.js';
import type { Allocation } from '../../../credits/index.js';
import { isZero, type Decimal } from '../../../decimal/index.js';
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
import { beganPeriods, quantityAt, type TimedPrice } from '../../../subscriptions/index.js';
import type { Instant, Period } from '../../../time/index.js';
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
  readonly amountAt: (start: Instant) => Decimal;
};

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
    amountAt: (start) => quantityAt(timed, start),
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
    amountAt: () => amount,
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

/** One for each period, because each is granted the quantity that the price has when it begins. */
function grantingsOf(timed: TimedPrice, { allocation, amountAt }: Offer, call: LedgerCall): readonly Granting[] {
  const { reading, at, policies } = call;
  const { zone } = reading.ledger;
  const granted_until = isGiven(valueAt(call.fields, 'granted_until'))
    ? boundaryAt(call.fields, 'granted_until', zone)
    : undefined;
  return beganPeriods(timed, { zone, until: at, most: policies.max_periods }).flatMap((period) => {
    const amount = amountAt(period.start);
    // ≤: what began at that very moment was granted by then.
    const isGranted = granted_until !== undefined && period.start <= granted_until;
    return isGranted || isZero(amount) ? [] : [{ allocation: { ...allocation, amount }, periods: [period] }];
  });
}
