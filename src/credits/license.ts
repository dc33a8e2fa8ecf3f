import type { Decimal } from '../decimal/index.js';
import type { Instant } from '../time/index.js';
import type { License } from '../wire/index.js';

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

/** Whether a licence is in force, as its document says it. */
export type LicenseStatus = License['status'];

/** The licence that usage is told under, and whether it is in force, so that its own credits pay. */
export type LicenseOnDay = { readonly id: string; readonly status: LicenseStatus };

/**
 * The licence that is in force at the start of a day: as a block serves a day, so does a licence (§8.3). Where none is, the
 * one that ended last, or before any began the first, so that what was used then is told once; null for a stranger.
 */
export function licenseOn(licenses: readonly LicenseTerm[], day: Instant): LicenseOnDay | null {
  const current = licenses.find(({ start, end }) => start <= day && (end === null || day < end));
  if (current !== undefined) return { id: current.id, status: 'active' };
  const begun = licenses.filter(({ start }) => start <= day);
  const nearest = begun[begun.length - 1] ?? licenses[0];
  return nearest === undefined ? null : { id: nearest.id, status: 'inactive' };
}
