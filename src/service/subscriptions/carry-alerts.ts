import { carryOverAlerts } from '../../index.js';
import { millisPerHour, parseInstant, shiftInstant } from '../../time/index.js';
import type { SubscriptionScheduleState, SubscriptionState } from '../../wire/index.js';
import type { Call } from '../call.js';
import { storeEffects } from '../effects/store-effects.js';
import { needKept } from '../kept/documents.js';
import type { Kept } from '../kept/shapes.js';
import { alertsBy } from '../resources/alerts.js';
import { planAt } from './plan-in-force.js';

type Schedule = readonly SubscriptionScheduleState[];

/** The longest local day, on which a clock is put back. */
const longestDay = 25 * millisPerHour;

/** Carries alerts over where a step put a subscription on another plan at once; a plan that is to come waits for its day. */
export async function carryAlertsNow(call: Call, before: Kept<'subscription'>, after: Schedule): Promise<void> {
  const now = parseInstant(call.at);
  if (planAt(before.aside.schedule, now) !== planAt(after, now)) await carryAlerts(call, before.document.id);
}

/** Whether the day that ends now is the one on which a scheduled change of plan came. */
export function changedPlanToday(schedule: Schedule, at: string): boolean {
  const now = parseInstant(at);
  return planAt(schedule, shiftInstant(now, -longestDay)) !== planAt(schedule, now);
}

/** Deletes alerts on usage of what the subscription has on its new plan no more (§12); the others go on. */
export async function carryAlerts(call: Call, subscription_id: string): Promise<void> {
  const alerts = await alertsBy(call, `subscription:${subscription_id}`);
  if (alerts.length === 0) return;
  const { document } = await needKept(call, 'subscription', subscription_id);
  const price_intervals = document.price_intervals.filter((interval) => isAhead(interval, call.at));
  const { effects } = carryOverAlerts({ alerts, subscription: { id: subscription_id, price_intervals } });
  await storeEffects(call.transaction, effects);
}

function isAhead({ end_date }: SubscriptionState['price_intervals'][number], at: string): boolean {
  return end_date === null || parseInstant(end_date) > parseInstant(at);
}
