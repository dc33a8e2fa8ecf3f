import {
  isGiven,
  optionalText,
  refuseUnknown,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import { formatInstant, type Instant, type TimeZone } from '../../time/index.js';
import type { License, LicenseType } from '../../wire/index.js';
import { readLicense } from '../credits/decode/license.js';
import { objectsAt } from '../decode/document-fields.js';

/** A licence of a quote, with all that computations ask of one. */
export type KnownLicense = Pick<
  License,
  'id' | 'external_license_id' | 'license_type_id' | 'start_date' | 'end_date' | 'status'
>;

/** Who holds licences in a quote. */
export type QuotedLicensing = {
  readonly licenses: readonly KnownLicense[];
  readonly license_types: readonly LicenseType[] | undefined;
};

const keys = ['id', 'external_license_id', 'license_type_id', 'start_date', 'end_date', 'subscription_id', 'status'];

/** Reads `licenses`, in force from the start of the deal unless they say otherwise. Whose subscription they name is another. */
export function readQuotedLicenses(
  input: Fields,
  { start, zone }: { readonly start: Instant; readonly zone: TimeZone },
): QuotedLicensing {
  const licenses = objectsAt(input, 'licenses').map((fields, position): KnownLicense => {
    refuseUnknown(fields, keys);
    const id = optionalText(fields, 'id') ?? `quoted_license_${position + 1}`;
    const start_date = valueAt(fields, 'start_date') ?? formatInstant(start);
    const term = readLicense({ ...fields, value: { ...fields.value, id, start_date } }, { zone, from: start });
    return {
      id,
      external_license_id: requiredText(fields, 'external_license_id'),
      license_type_id: term.license_type_id,
      start_date: formatInstant(term.start),
      end_date: term.end === null ? null : formatInstant(term.end),
      status: 'active',
    };
  });
  const types = valueAt(input, 'license_types');
  if (isGiven(types) && !Array.isArray(types))
    report(input, 'license_types', wanting(types, 'a list of licence types'));
  return { licenses, license_types: isGiven(types) ? (types as readonly LicenseType[]) : undefined };
}
