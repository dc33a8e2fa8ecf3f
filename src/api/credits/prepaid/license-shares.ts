import {
  divideByLicense,
  licenseOn,
  type ByLicense,
  type CreditCharge,
  type LicensedUse,
} from '../../../credits/index.js';
import { settledAmount } from '../../../currency/index.js';
import { add, isZero, roundExact, subtract, zero, type Decimal } from '../../../decimal/index.js';
import type { CreditCharge as PayableCharge } from '../../../invoices/index.js';
import type { Instant, Period } from '../../../time/index.js';

/** The days of a line, whether it is spread over them, and what the ledger holds of earlier invoices of its period. */
type Spread = {
  readonly days: readonly Period[];
  readonly spread: boolean;
  readonly recorded: readonly CreditCharge[];
};

/** What is charged on one of the days, of what the day charges in all. */
type DayCharge = { readonly charge: CreditCharge; readonly position: number; readonly whole: Decimal };

const unroundedPlaces = 20;

/** Divides what a line charges on a day among the licences that used it that day; null where nobody's usage is told. */
export function licenseShares(
  { line, minimum_part }: PayableCharge,
  { days, spread, recorded }: Spread,
): ((day: DayCharge) => readonly CreditCharge[]) | null {
  const { licensed = null, currency } = line.request;
  if (licensed === null) return null;
  // To the places of the charges, so that no part of one is finer than it.
  const unused = roundExact(settledAmount(minimum_part, currency), currency.places ?? unroundedPlaces, 'down');
  return ({ charge, position, whole }) => {
    const day = days[position];
    if (day === undefined) return [charge];
    const since = spread ? day.start : null;
    const { used, inactive } = usedOn(licensed, { day: charge.day, since, end: day.end });
    const parts = divideByLicense({
      currency,
      whole,
      // What minimums added falls on the last day (§8.2).
      unused: position === days.length - 1 ? unused : zero,
      charged: charge.amount,
      used,
      // What is charged on the last day whole was so on an earlier day before.
      charged_before: chargedOf(spread ? recorded.filter((own) => own.day === charge.day) : recorded),
    });
    return [...parts].flatMap(([license_id, amount]) => {
      const license_status = license_id !== null && inactive.has(license_id) ? 'inactive' : 'active';
      return isZero(amount) ? [] : [{ ...charge, license_id, license_status, amount }];
    });
  };
}

/** The day that is charged, and the time whose usage it charges: since null, all of the line's. */
type UsedTime = { readonly day: Instant; readonly since: Instant | null; readonly end: Instant };

/** What was used by licence, and which of these were not in force on the day. */
type UsedOnDay = { readonly used: ByLicense; readonly inactive: ReadonlySet<string> };

function usedOn(uses: readonly LicensedUse[], { day, since, end }: UsedTime): UsedOnDay {
  const used = new Map<string | null, Decimal>();
  const inactive = new Set<string>();
  for (const { licenses, usedUntil } of uses) {
    const license = licenseOn(licenses, day);
    const id = license === null ? null : license.id;
    const amount = subtract(usedUntil(end), since === null ? zero : usedUntil(since));
    used.set(id, add(used.get(id) ?? zero, amount));
    if (license !== null && license.status === 'inactive') inactive.add(license.id);
  }
  return { used, inactive };
}

function chargedOf(recorded: readonly CreditCharge[]): ByLicense {
  const charged = new Map<string | null, Decimal>();
  for (const { license_id, amount, returns_since } of recorded) {
    if (returns_since !== null) continue;
    charged.set(license_id, add(charged.get(license_id) ?? zero, amount));
  }
  return charged;
}
