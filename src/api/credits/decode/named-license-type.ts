import { isObject } from '../../../errors/index.js';

/** By the whole type, or by its bare id, which the document of a price that was written without the type has as a label. */
export function namedLicenseType(price: object): string | null {
  const { license_type, license_type_id, metadata }: NamingPrice = price;
  const label = isObject(metadata) ? metadata['license_type_id'] : null;
  const id = isObject(license_type) ? license_type['id'] : (license_type_id ?? label);
  return typeof id === 'string' ? id : null;
}

type NamingPrice = { readonly [K in 'license_type' | 'license_type_id' | 'metadata']?: unknown };
