import { formatDecimal } from '../../decimal/index.js';
import { parseInstant, type Period } from '../../time/index.js';
import type { AlertState, CreditLedger, License, LicenseMeasure, SubscriptionState } from '../../wire/index.js';
import { licensedCredits, licenseMovements } from '../billing/licensed-credits.js';
import type { Call } from '../call.js';
import { licensesBy } from '../resources/licenses.js';
import { chargedLedgers } from './top-up-due.js';

/** What licences of each type were granted and have used in a subscription's billing period, where an alert asks (§12). */
export async function licenseMeasures(
  call: Call,
  { id: subscription_id, customer, plan, ...subscription }: SubscriptionState,
  alerts: readonly AlertState[],
): Promise<readonly LicenseMeasure[]> {
  const { current_billing_period_start_date: period_start, current_billing_period_end_date: end } = subscription;
  const isAsked = alerts.some(({ type }) => type === 'license_balance_threshold_reached');
  if (!isAsked || period_start === null || end === null) return [];
  const { ledgers } = await chargedLedgers(call, customer.id);
  const period = { start: parseInstant(period_start), end: parseInstant(end) };
  const key = { subscription_id, period_start, plan_id: plan?.id ?? null };
  return measuresOf(ledgers, await licensesBy(call, subscription_id), period).map((measure) => ({
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
