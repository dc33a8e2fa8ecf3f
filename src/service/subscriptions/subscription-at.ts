import { updateSubscription } from '../../index.js';
import type { Plan, SubscriptionState } from '../../wire/index.js';
import { modelsOf, policiesOf, type Call } from '../call.js';
import { needKept, readKept } from '../kept/documents.js';
import type { Kept } from '../kept/shapes.js';

/** A subscription as it stands at an instant: status, phase, current periods, and its customer as they are now. */
export async function subscriptionAt(call: Call, kept: Kept<'subscription'>, at: string): Promise<SubscriptionState> {
  const customer = await needKept(call, 'customer', kept.document.customer.id);
  const { subscription } = updateSubscription({
    subscription: kept.document,
    schedule: kept.aside.schedule,
    customer: customer.document,
    plans: await scheduledPlans(call, kept),
    at,
    request: {},
    ...modelsOf(call),
    ...policiesOf(call),
  });
  return { ...subscription, customer: customer.document };
}

/** The plans that a subscription was, is or will be on, in their default versions. */
export async function scheduledPlans(call: Call, { document, aside }: Kept<'subscription'>): Promise<readonly Plan[]> {
  const ids = new Set(aside.schedule.flatMap(({ plan }) => plan?.id ?? []));
  // The plan that the document shows stands for itself, in the version that it has there.
  if (document.plan !== null) ids.delete(document.plan.id);
  const plans: Plan[] = [];
  for (const id of ids) {
    const kept = await readKept(call, 'plan', id);
    if (kept !== null) plans.push(kept.document);
  }
  return plans;
}
