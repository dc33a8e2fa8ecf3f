import { isGiven, requiredText, valueAt, type Fields } from '../../../errors/index.js';
import type { LicenseTerm } from '../../../credits/index.js';
import { localDay, type Instant, type TimeZone } from '../../../time/index.js';
import { boundaryAt } from '../../decode/period.js';

/** The zone whose days bound licences, and from when one is in force that does not say. */
export type LicenseReading = { readonly zone: TimeZone; readonly from: Instant };

/** From the local start of its first day to that of its given end date (§8.6, Orb:API). */
export function readLicense(fields: Fields, { zone, from }: LicenseReading): LicenseTerm {
  const given = isGiven(valueAt(fields, 'end_date')) ? startOfDay(fields, 'end_date', zone) : null;
  return {
    id: requiredText(fields, 'id'),
    license_type_id: requiredText(fields, 'license_type_id'),
    start: startOfDay(fields, 'start_date', zone) ?? from,
    end: given,
  };
}

function startOfDay(fields: Fields, key: string, zone: TimeZone): Instant | null {
  const instant = boundaryAt(fields, key, zone);
  return instant === undefined ? null : localDay(zone, instant).start;
}
