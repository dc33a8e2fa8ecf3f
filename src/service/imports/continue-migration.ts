import { problem, type Issue } from '../../errors/index.js';
import { parseInstant } from '../../time/index.js';
import type { Plan, SubscriptionState } from '../../wire/index.js';
import type { Call } from '../call.js';
import { needKept, planVersionId, readKept, writeKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';

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
  const moves = (await allKept(call, 'subscription', `plan:${plan_id}`)).flatMap(({ document }) => {
    const date = moveOf(document, next.document);
    return date === null ? [] : [{ id: document.id, date }];
  });
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

function latest(dates: readonly string[]): string {
  return dates.reduce((last, date) => (parseInstant(date) > parseInstant(last) ? date : last));
}
