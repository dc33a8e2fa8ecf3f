import { parseInstant, type Instant } from '../../time/index.js';
import type { Plan, SubscriptionScheduleState } from '../../wire/index.js';
import type { Call } from '../call.js';
import { needKept, writeKept } from '../kept/documents.js';
import { subscriptionAt } from './subscription-at.js';

/** The id of the plan in force at an instant; before the first it is the first. */
export function planAt(schedule: readonly SubscriptionScheduleState[], now: Instant): string | null {
  return itemAt(schedule, now)?.plan?.id ?? null;
}

function itemAt(schedule: readonly SubscriptionScheduleState[], now: Instant): SubscriptionScheduleState | undefined {
  const begun = schedule.filter(({ start_date }) => parseInstant(start_date) <= now);
  return begun.at(-1) ?? schedule[0];
}

/** The version of the plan in force, where the schedule says it. */
function versionIn({ plan_versions = [] }: SubscriptionScheduleState, now: Instant): number | undefined {
  const begun = plan_versions.filter(({ start_date }) => parseInstant(start_date) <= now);
  return (begun.at(-1) ?? plan_versions[0])?.version;
}

function isShown(shown: Plan | null, item: SubscriptionScheduleState, now: Instant): boolean {
  const id = item.plan?.id ?? null;
  const version = versionIn(item, now) ?? shown?.version;
  return id === null || (shown?.id === id && shown.version === version);
}

/** Stores the plan that has come into force since, in its version: subscriptions are looked for by the one they show. */
export async function keepPlanInForce(call: Call, subscription_id: string): Promise<void> {
  const kept = await needKept(call, 'subscription', subscription_id);
  const { document, aside } = kept;
  const now = parseInstant(call.at);
  const item = itemAt(aside.schedule, now);
  if (item === undefined || isShown(document.plan, item, now)) return;
  const { plan } = await subscriptionAt(call, kept, call.at);
  await writeKept(call, 'subscription', { ...kept, document: { ...document, plan } });
}
