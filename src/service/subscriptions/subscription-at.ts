import { updateSubscription } from '../../index.js';
import type { Plan, SubscriptionScheduleState, SubscriptionState } from '../../wire/index.js';
import { modelsOf, policiesOf, type Call } from '../call.js';
import { needKept, planVersionId, readKept } from '../kept/documents.js';
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

/** The plans that a subscription was, is or will be on: in the versions that its schedule says, else in their default one. */
export async function scheduledPlans(call: Call, { document, aside }: Kept<'subscription'>): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const { id, version } of aside.schedule.flatMap(versionsOf)) {
    const isShown = document.plan?.id === id && (version ?? document.plan.version) === document.plan.version;
    // The plan that the document shows stands for itself, in the version that it has there.
    const found = isShown ? null : await planOf(call, id, version);
    if (found !== null) plans.push(found);
  }
  return plans;
}

type PlanVersionChoice = { readonly id: string; readonly version: number | null };

function versionsOf({ plan, plan_versions = [] }: SubscriptionScheduleState): readonly PlanVersionChoice[] {
  const id = plan?.id ?? null;
  if (id === null) return [];
  return plan_versions.length === 0 ? [{ id, version: null }] : plan_versions.map(({ version }) => ({ id, version }));
}

async function planOf(call: Call, id: string, version: number | null): Promise<Plan | null> {
  const kept = await readKept(call, 'plan', id);
  if (version === null || kept === null || kept.document.version === version) return kept && kept.document;
  return (await readKept(call, 'plan_version', planVersionId(id, version)))?.document ?? null;
}
