import { subtract, toNumber } from '../../decimal/index.js';
import { fail, shown } from '../../errors/index.js';
import { formatDate, localDate, localDays, type Period, type TimeZone } from '../../time/index.js';
import type { CreditLedger, License, LicenseUsage } from '../../wire/index.js';
import { isUsed, licensedCredits, licenseMovements, type LicensedCredits } from '../billing/licensed-credits.js';

/** What a row is of: one licence or all of them, a day or the whole range. */
export type LicenseGrouping = { readonly by_license: boolean; readonly by_day: boolean };

/** By licence, unless days alone are asked for, whose rows are of all licences together (Orb:API). */
export function licenseGrouping(group_by: string | readonly string[] | null | undefined): LicenseGrouping {
  const keys = new Set(typeof group_by === 'string' ? group_by.split(',') : (group_by ?? []));
  for (const key of keys) {
    if (key !== 'license' && key !== 'day')
      fail('group_by', 'invalid_type', `holds ${shown(key)}; give license, day, or both as license,day`);
  }
  return { by_license: keys.has('license') || !keys.has('day'), by_day: keys.has('day') };
}

/** Whose rows are asked for, of which ledgers, and over which range. */
export type RowsQuestion = {
  readonly licenses: readonly License[];
  readonly ledgers: readonly CreditLedger[];
  readonly grouping: LicenseGrouping;
  readonly zone: TimeZone;
  readonly range: Period;
};

/** What a licence had and used in each currency: licences in their order, and of each its days, empty ones too. */
export function licenseRows(question: RowsQuestion): readonly LicenseUsage[] {
  const { licenses, ledgers, grouping, zone, range } = question;
  const times = grouping.by_day ? localDays(zone, range) : [range];
  const read = ledgers.map((ledger) => ({ pricing_unit: ledger.currency, movements: licenseMovements(ledger) }));
  const rowsOf = (whose: Whose, license_ids: readonly string[]): readonly LicenseUsage[] =>
    read.flatMap(({ pricing_unit, movements }) => {
      const credits = licensedCredits(movements, { license_ids, times });
      // Where there was nothing and nothing was used, there is nothing to tell.
      return credits.some(isUsed) ? credits.map((row) => ({ ...whose, pricing_unit, ...encodeRow(row, zone) })) : [];
    });
  const [first] = licenses;
  if (first === undefined) return [];
  if (grouping.by_license) return licenses.flatMap((license) => rowsOf(whoseOf(license), [license.id]));
  const together = { ...whoseOf(first), license_id: null, external_license_id: null };
  return rowsOf(
    together,
    licenses.map(({ id }) => id),
  );
}

type Whose = Pick<LicenseUsage, 'license_id' | 'external_license_id' | 'license_type_id' | 'subscription_id'>;

function whoseOf({ id: license_id, external_license_id, license_type_id, subscription_id }: License): Whose {
  return { license_id, external_license_id, license_type_id, subscription_id };
}

type Row = Omit<LicenseUsage, keyof Whose | 'pricing_unit'>;

/** Dates are half-open like all intervals: a day ends on the next. */
function encodeRow({ time, allocated, consumed, eligible, shared }: LicensedCredits, zone: TimeZone): Row {
  return {
    start_date: formatDate(localDate(zone, time.start)),
    end_date: formatDate(localDate(zone, time.end)),
    allocated_credits: toNumber(allocated),
    consumed_credits: toNumber(consumed),
    remaining_credits: toNumber(subtract(allocated, consumed)),
    allocation_eligible_credits: toNumber(eligible),
    shared_pool_credits: toNumber(shared),
  };
}
