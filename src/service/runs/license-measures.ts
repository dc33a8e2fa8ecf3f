import { formatDecimal } from '../../decimal/index.js';
import { parseInstant, type Period } from '../../time/index.js';
import type { AlertState, CreditLedger, License, LicenseMeasure } from '../../wire/index.js';
import { licensedCredits, licenseMovements } from '../billing/licensed-credits.js';
import { chargedLedgers } from '../billing/charged-ledgers.js';
import type { Call } from '../call.js';
import { licensesBy } from '../resources/licenses.js';
import type { WatchedPeriod } from './watched-periods.js';

/** What licences of each type were granted and have used in a billing period, where an alert asks (§12). */
export async function licenseMeasures(
  call: Call,
  { key, end_date, subscription }: WatchedPeriod,
  alerts: readonly AlertState[],
): Promise<readonly LicenseMeasure[]> {
  if (!alerts.some(({ type }) => type === 'license_balance_threshold_reached')) return [];
  const { ledgers } = await chargedLedgers(call, subscription.customer.id);
  const period = { start: parseInstant(key.period_start), end: parseInstant(end_date) };
  return measuresOf(ledgers, await licensesBy(call, subscription.id), period).map((measure) => ({
    ...key,
    ...measure,
  }));
}

type Measure = Pick<LicenseMeasure, 'license_type_id' | 'allocated' | 'consumed'>;

/** Of each type of licence in each currency, all licences together. */
function measuresOf(
  ledgers: readonly CreditLedger[],
  licenses: readonly License[],
  period: Period,
): readonly Measure[] {
  return ledgers.flatMap((ledger) => {
    const movements = licenseMovements(ledger);
    return [...new Set(licenses.map(({ license_type_id }) => license_type_id))].flatMap((license_type_id) => {
      const own = licenses.filter((license) => license.license_type_id === license_type_id);
      const license_ids = own.map(({ id }) => id);
      const [credits] = licensedCredits(movements, { license_ids, times: [period] });
      return credits === undefined
        ? []
        : [
            {
              license_type_id,
              currency: ledger.currency,
              allocated: formatDecimal(credits.allocated),
              consumed: formatDecimal(credits.consumed),
            },
          ];
    });
  });
}
