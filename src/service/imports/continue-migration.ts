import { problem, type Issue } from '../../errors/index.js';
import { parseInstant } from '../../time/index.js';
import type { Plan, SubscriptionScheduleState, SubscriptionState } from '../../wire/index.js';
import type { Call } from '../call.js';
import { needKept, planVersionId, readKept, writeKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';

/**
 * Lets a migration under way go on where it stands: subscriptions that are on the new version, or will be, are not moved
 * again, and it ends with the last of these moves at the earliest.
 */
export async function continueMigration(call: Call, migration_id: string): Promise<readonly Issue[]> {
  const kept = await needKept(call, 'plan_migration', migration_id);
  const { plan_id, status } = kept.document;
  if (status !== 'not_started' && status !== 'in_progress') return [];
  const { version } = kept.aside;
  const next = await readKept(call, 'plan_version', planVersionId(plan_id, version));
  if (next === null) return [missingVersion(plan_id, version)];
  const moves = (await allKept(call, 'subscription', `plan:${plan_id}`)).flatMap((subscription) => {
    const date = moveOf(subscription.document, next.document);
    return date === null ? [] : [{ id: subscription.document.id, date, subscription }];
  });
  for (const { subscription, date } of moves) await keepVersion(call, subscription, { start_date: date, version });
  const last_move_at = latest([call.at, ...moves.map(({ date }) => date)]);
  await writeKept(call, 'plan_migration', {
    ...kept,
    aside: { ...kept.aside, moved: moves.map(({ id }) => id), last_move_at },
  });
  return [];
}

function missingVersion(plan_id: string, version: number): Issue {
  const message = `leads to version ${version} of the plan ${plan_id}, which is neither stored nor among the files; add its line: { "plan_id": "${plan_id}", "document": … }`;
  return problem('plan_id', 'invalid_reference', message);
}

/** When a subscription was or will be moved: where the prices that are the new version's own begin. Null: not yet decided. */
function moveOf({ plan, price_intervals, start_date }: SubscriptionState, next: Plan): string | null {
  // One that is shown on the version has been moved, or began on it.
  if (plan?.version === next.version) return start_date;
  const former = new Set(plan?.prices.map(({ id }) => id));
  const own = new Set(next.prices.flatMap(({ id }) => (former.has(id) ? [] : [id])));
  const starts = price_intervals.flatMap((interval) => (own.has(interval.price.id) ? [interval.start_date] : []));
  return starts.length === 0 ? null : latest(starts);
}

type PlanVersion = NonNullable<SubscriptionScheduleState['plan_versions']>[number];

/** Says in the schedule which version comes when: a schedule from elsewhere says only the plan. */
async function keepVersion(call: Call, kept: Kept<'subscription'>, move: PlanVersion): Promise<void> {
  const { plan } = kept.document;
  const coming = parseInstant(move.start_date);
  if (plan === null || plan.version === move.version) return;
  const schedule = kept.aside.schedule.map((item) => {
    const holds =
      parseInstant(item.start_date) <= coming && (item.end_date === null || coming < parseInstant(item.end_date));
    if (!holds || item.plan?.id !== plan.id) return item;
    const known = item.plan_versions ?? [{ start_date: item.start_date, version: plan.version }];
    const before = known.filter(({ start_date }) => parseInstant(start_date) < coming);
    return { ...item, plan_versions: [...before, move] };
  });
  await writeKept(call, 'subscription', { ...kept, aside: { ...kept.aside, schedule } });
}

function latest(dates: readonly string[]): string {
  return dates.reduce((last, date) => (parseInstant(date) > parseInstant(last) ? date : last));
}
