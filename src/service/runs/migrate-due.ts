import { migratePlanVersion } from '../../index.js';
import { parseInstant } from '../../time/index.js';
import type { Call } from '../call.js';
import { needKept, writeKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import { keepTransition } from '../subscriptions/keep-transition.js';
import { decideStep } from '../subscriptions/step.js';

/** Schedules the move of a subscription to its plan's new version at the end of its term, once (F28). */
export async function migrateDue(call: Call, subscription_id: string): Promise<void> {
  const kept = await needKept(call, 'subscription', subscription_id);
  const { plan, end_date } = kept.document;
  if (plan === null || (end_date !== null && parseInstant(end_date) <= parseInstant(call.at))) return;
  for (const migration of await allKept(call, 'plan_migration', `plan:${plan.id}`)) {
    const { status } = migration.document;
    const moved = migration.aside.moved ?? [];
    if (status === 'canceled' || moved.includes(subscription_id)) continue;
    const body = { plan_version_number: migration.aside.version, effective_time: 'end_of_term' } as const;
    const current = await needKept(call, 'subscription', subscription_id);
    const transition = await decideStep(call, migratePlanVersion, { kept: current, body, plan_id: plan.id });
    await keepTransition(call, transition, { before: current });
    await writeKept(call, 'plan_migration', {
      ...migration,
      document: { ...migration.document, status: 'in_progress' },
      aside: { ...migration.aside, moved: [...moved, subscription_id] },
    });
  }
}
