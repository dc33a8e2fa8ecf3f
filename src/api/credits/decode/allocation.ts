import { readFilters } from '../../../adjustments/index.js';
import type { Allocation } from '../../../credits/index.js';
import {
  isGiven,
  openChild,
  optionalFlag,
  optionalText,
  refuseUnknown,
  report,
  requiredText,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import { identity } from '../../../identity/index.js';
import { readLifetime } from './lifetime.js';
import { amountAboveZero, optionalBasis } from './read-block.js';

/** An allocation and the currency of the ledger that it is granted in. */
export type AllocationReading = { readonly currency: string; readonly allocation: Allocation };

const keys = [
  'id', 'amount', 'currency', 'cadence', 'expires_at_end_of_cadence', 'custom_expiration', 'filters',
  'per_unit_cost_basis', 'item_id', 'license_type_id', 'subscription_id', 'write_off_overage', 'metadata',
]; // prettier-ignore

/** What a subscription grants under the id of a price, which other subscriptions may have as well. */
export function allocatedBy(subscription_id: string, price_id: string): string {
  return identity('allocation', subscription_id, price_id);
}

/** Reads an allocation as it was asked for. */
export function readAllocation(fields: Fields): AllocationReading {
  refuseUnknown(fields, keys);
  const id = requiredText(fields, 'id');
  const subscription_id = optionalText(fields, 'subscription_id');
  return {
    currency: requiredText(fields, 'currency'),
    allocation: {
      id: subscription_id === null ? id : allocatedBy(subscription_id, id),
      amount: amountAboveZero(fields, 'amount'),
      expires: readExpiration(fields, optionalFlag(fields, 'expires_at_end_of_cadence')),
      cost_basis: optionalBasis(fields),
      filters: readFilters(fields, 'filters'),
      license_type_id: optionalText(fields, 'license_type_id'),
      item_id: optionalText(fields, 'item_id') ?? id,
      write_off_overage: readWriteOff(fields),
      cause: 'allocation',
    },
  };
}

/** Only what a licence uses can go beyond what it was granted. */
function readWriteOff(fields: Fields): boolean {
  const isWrittenOff = optionalFlag(fields, 'write_off_overage');
  if (isWrittenOff && !isGiven(valueAt(fields, 'license_type_id'))) {
    const message = 'is missing, and write_off_overage is about what licences use beyond theirs; name their type';
    report(fields, 'license_type_id', { code: 'missing_field', message });
  }
  return isWrittenOff;
}

/** A time of its own wins over the end of the cadence; with neither, credits roll over. */
export function readExpiration(fields: Fields, expires_with_period: boolean): Allocation['expires'] {
  if (!isGiven(valueAt(fields, 'custom_expiration'))) return expires_with_period ? 'with_period' : 'never';
  const custom = openChild(fields, 'custom_expiration');
  return (custom && readLifetime(custom, ['duration', 'duration_unit'])) ?? 'never';
}
