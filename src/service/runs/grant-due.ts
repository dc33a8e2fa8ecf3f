import { billingPeriods, grantAllocations, type AllocationInput, type PeriodInput } from '../../index.js';
import { formatInstant, localDay, parseInstant, shiftInstant, timeZone } from '../../time/index.js';
import type { AnchoredPriceInterval, Customer } from '../../wire/index.js';
import { policiesOf, type Call } from '../call.js';
import { keepLedgers, ledgerOf } from '../billing/ledgers.js';
import { storeEffects } from '../effects/store-effects.js';
import { needKept } from '../kept/documents.js';
import type { AsideOf } from '../kept/shapes.js';
import { licensesBy } from '../resources/licenses.js';

/** Grants the credits of a subscription's allocations whose periods have begun (§8.6); none twice. */
export async function grantDue(call: Call, subscription_id: string): Promise<void> {
  const { document, aside } = await needKept(call, 'subscription', subscription_id);
  const granting = document.price_intervals.filter(({ price }) => price.credit_allocation !== null);
  if (granting.length === 0) return;
  const { document: customer } = await needKept(call, 'customer', document.customer.id);
  const licenses = await licensesBy(call, subscription_id);
  for (const interval of granting) {
    const allocation = allocationOf(interval);
    if (allocation === null) continue;
    const granted = grantAllocations({
      ledger: await ledgerOf(call, customer, allocation.currency),
      allocations: [allocation],
      periods: periodsOf(call, interval, customer).filter(({ start_date }) => !isGranted(start_date, aside)),
      licenses,
      at: call.at,
      ...policiesOf(call),
    });
    await keepLedgers(call, [granted.ledger]);
    await storeEffects(call.transaction, granted.effects);
  }
}

/** Whether a period's credits are among the imported ones: it began when somebody else looked after the subscription. */
function isGranted(start_date: string, { imported_at }: AsideOf['subscription']): boolean {
  // ≤: what began at the very moment of the import was granted by then.
  return imported_at !== undefined && parseInstant(start_date) <= parseInstant(imported_at);
}

/** The allocation that a price shows, as it was asked for. */
function allocationOf({ id, price }: AnchoredPriceInterval): AllocationInput | null {
  const { credit_allocation, cadence } = price;
  if (!credit_allocation) return null;
  const { currency, allows_rollover, custom_expiration, filters = [], license_type_id } = credit_allocation;
  return {
    id,
    amount: price.fixed_price_quantity ?? 0,
    currency,
    cadence,
    // What is granted once has no period to end with.
    expires_at_end_of_cadence: !allows_rollover && cadence !== 'one_time',
    custom_expiration,
    filters,
    license_type_id: license_type_id ?? null,
  };
}

/** The periods of the interval that have begun by now, each uncut; of a one-time price the day on which it begins. */
function periodsOf(call: Call, interval: AnchoredPriceInterval, { timezone }: Customer): readonly PeriodInput[] {
  const { start_date, end_date, billing_cycle_anchor_configuration, price } = interval;
  const schedule = {
    cadence: price.cadence,
    billing_cycle_configuration: price.billing_cycle_configuration,
    billing_cycle_anchor_configuration: billing_cycle_anchor_configuration ?? { day: interval.billing_cycle_day },
    start_date,
    end_date,
    timezone,
  };
  const until = formatInstant(shiftInstant(parseInstant(call.at), 1));
  if (parseInstant(until) <= parseInstant(start_date)) return [];
  if (price.cadence === 'one_time') {
    const { end } = localDay(timeZone(timezone), parseInstant(start_date));
    return [{ start_date, end_date: formatInstant(end) }];
  }
  return billingPeriods(schedule, { from: start_date, until, ...policiesOf(call) }).map((period) => ({
    start_date: period.start_date,
    end_date: period.end_date,
  }));
}
