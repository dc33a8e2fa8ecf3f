import type { Decimal } from '../decimal/index.js';
import type { Instant } from '../time/index.js';

/** A licence and when it is in force, half-open; null: without an end. */
export type LicenseTerm = {
  readonly id: string;
  readonly license_type_id: string;
  readonly start: Instant;
  readonly end: Instant | null;
};

/** What the holder of licences used of a line: the licences that one external id had in turn, none for a stranger's. */
export type LicensedUse = {
  readonly licenses: readonly LicenseTerm[];
  readonly usedUntil: (end: Instant) => Decimal;
};

/** The licence that is in force at the start of a day: as a block serves a day, so does a licence (§8.3); null: none is. */
export function licenseOn(licenses: readonly LicenseTerm[], day: Instant): string | null {
  const current = licenses.find(({ start, end }) => start <= day && (end === null || day < end));
  return current === undefined ? null : current.id;
}
