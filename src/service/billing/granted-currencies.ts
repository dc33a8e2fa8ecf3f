import type { GrantsToLicenses, Price } from '../../wire/index.js';

/** The currencies of the credits that a price grants: to all, to licences, or to none (§8.6). */
export function grantedCurrencies(price: Price & GrantsToLicenses): readonly string[] {
  const { credit_allocation, license_allocations = [] } = price;
  const granted = credit_allocation === null ? license_allocations : [credit_allocation, ...license_allocations];
  return granted.map(({ currency }) => currency);
}
