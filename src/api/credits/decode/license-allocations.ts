import { formatDecimal, type Decimal } from '../../../decimal/index.js';
import {
  isGiven,
  optionalFlag,
  refuseUnknown,
  report,
  requiredText,
  shown,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import type { LicenseAllocation } from '../../../wire/index.js';
import { objectsAt } from '../../decode/document-fields.js';
import { namedLicenseType } from './named-license-type.js';
import { amountAboveZero } from './read-block.js';

/** Credits that a price grants to each licence of its type, each period anew. */
export type LicenseGrant = {
  readonly currency: string;
  readonly amount: Decimal;
  readonly license_type_id: string;
  /** Whether what a licence uses beyond that is written off. */
  readonly write_off_overage: boolean;
};

/** Reads `license_allocations` of a price: one for each currency, of a price that names a licence type. */
export function readLicenseAllocations(price: Fields): readonly LicenseGrant[] {
  const license_type_id = namedLicenseType(price.value);
  const grants = objectsAt(price, 'license_allocations').map((allocation) => {
    refuseUnknown(allocation, ['currency', 'amount', 'write_off_overage']);
    return {
      currency: requiredText(allocation, 'currency'),
      amount: amountAboveZero(allocation, 'amount'),
      license_type_id: license_type_id ?? '',
      write_off_overage: optionalFlag(allocation, 'write_off_overage'),
    };
  });
  if (grants.length > 0 && license_type_id === null) {
    const message = 'is missing, and license_allocations are granted to the licences of a type; name it';
    report(price, 'license_type_id', { code: 'missing_field', message });
  }
  reportConfiguration(price);
  const repeated = grants.find(
    ({ currency }, position) => grants.findIndex((own) => own.currency === currency) < position,
  );
  if (repeated !== undefined) {
    const message = `grant ${shown(repeated.currency)} twice; add the amounts up`;
    report(price, 'license_allocations', { code: 'invalid_price_config', message });
  }
  return grants;
}

/** A licence type is made beforehand, so that licences can be of it; a key that groups usage is no type. */
function reportConfiguration(price: Fields): void {
  if (!isGiven(valueAt(price, 'license_type_configuration'))) return;
  const message = 'is given; make the license type first and name it as license_type_id';
  report(price, 'license_type_configuration', { code: 'invalid_type', message });
}

/** Writes them as the document of the price keeps them. */
export function encodeLicenseAllocations(grants: readonly LicenseGrant[]): readonly LicenseAllocation[] {
  return grants.map(({ currency, amount, write_off_overage }) => ({
    currency,
    amount: formatDecimal(amount),
    write_off_overage,
  }));
}
