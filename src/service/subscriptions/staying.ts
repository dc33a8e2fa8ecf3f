import { parseInstant } from '../../time/index.js';
import type { SubscriptionState } from '../../wire/index.js';
import type { Call } from '../call.js';
import { eachKept } from '../kept/pages.js';

/** Whether a subscription is over by an instant. */
export function hasEnded({ end_date }: Pick<SubscriptionState, 'end_date'>, at: string): boolean {
  return end_date !== null && parseInstant(end_date) <= parseInstant(at);
}

/** Whether any subscription of a plan goes on, beside those that are named. */
export async function anyStays(call: Call, plan_id: string, beside: ReadonlySet<string>): Promise<boolean> {
  for await (const { document } of eachKept(call, { kind: 'subscription', key: `plan:${plan_id}` })) {
    if (!beside.has(document.id) && !hasEnded(document, call.at)) return true;
  }
  return false;
}
