import { isBillingError, isGiven } from '../../errors/index.js';
import { migratePlanVersion, type SubscriptionTransition } from '../../index.js';
import { parseInstant } from '../../time/index.js';
import type { SubscriptionState } from '../../wire/index.js';
import type { Call } from '../call.js';
import { needKept, writeKept } from '../kept/documents.js';
import { allKept, eachKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { keepTransition } from '../subscriptions/keep-transition.js';
import { decideStep } from '../subscriptions/step.js';

type Migration = Kept<'plan_migration'>;

/** Schedules the move of a subscription to its plan's new version, once, for when the migration says (F28). */
export async function migrateDue(call: Call, subscription_id: string): Promise<void> {
  const kept = await needKept(call, 'subscription', subscription_id);
  for (const plan_id of plansOf(kept)) {
    const canMove = canLeave(kept, plan_id, call.at);
    for (const migration of await allKept(call, 'plan_migration', `plan:${plan_id}`)) {
      if (!isUnderWay(migration, call.at)) continue;
      const moves = canMove && migration.aside.moved?.includes(subscription_id) !== true;
      await complete(call, moves ? await move(call, migration, subscription_id) : migration);
    }
  }
}

/** The plans that a subscription was, is or will be on: a migration may wait for no other once it has left its plan. */
function plansOf({ document, aside }: Kept<'subscription'>): ReadonlySet<string> {
  return new Set([document.plan, ...aside.schedule.map(({ plan }) => plan)].flatMap((plan) => plan?.id ?? []));
}

function canLeave({ document }: Kept<'subscription'>, plan_id: string, at: string): boolean {
  return document.plan?.id === plan_id && !hasEnded(document, at) && !awaitsChange(document);
}

/** A change that waits keeps every other step away (§9.2): the move is scheduled once it was decided. */
function awaitsChange({ pending_subscription_change }: SubscriptionState): boolean {
  return isGiven(pending_subscription_change);
}

/** A moment that is made up for may lie before the migration was asked for: then nothing had to move yet. */
function isUnderWay({ document: { status }, aside }: Migration, at: string): boolean {
  if (status !== 'not_started' && status !== 'in_progress') return false;
  return aside.asked_at === undefined || parseInstant(aside.asked_at) <= parseInstant(at);
}

async function move(call: Call, migration: Migration, subscription_id: string): Promise<Migration> {
  const { version, moved = [], last_move_at: known } = migration.aside;
  const kept = await needKept(call, 'subscription', subscription_id);
  const transition = await decideMove(call, migration, kept);
  if (transition === null) return migration;
  const changes = changesOf(kept.document, transition.subscription);
  const version_change = {
    effective_date: latest([call.at, ...changes]),
    previous_plan_version_number: kept.document.plan?.version ?? version,
    new_plan_version_number: version,
  };
  await keepTransition(call, transition, { before: kept, version_change });
  const last_move_at = latest([known ?? call.at, ...changes]);
  return writeKept(call, 'plan_migration', {
    ...migration,
    document: { ...migration.document, status: 'in_progress' },
    aside: { ...migration.aside, moved: [...moved, subscription_id], last_move_at },
  });
}

/** What the move comes to; null for a subscription that ends before it, which moves if that is taken back. */
async function decideMove(
  call: Call,
  { document: { plan_id, effective_time }, aside: { version } }: Migration,
  kept: Kept<'subscription'>,
): Promise<SubscriptionTransition | null> {
  const body = { plan_version_number: version, effective_time };
  try {
    return await decideStep(call, migratePlanVersion, { kept, body, plan_id });
  } catch (error) {
    if (isBillingError(error) && error.code === 'subscription_ended') return null;
    throw error;
  }
}

/** A migration is over once every subscription of the plan that goes on was moved, and the last move has come. */
async function complete(call: Call, migration: Migration): Promise<void> {
  const { moved = [], last_move_at } = migration.aside;
  if (last_move_at !== undefined && parseInstant(last_move_at) > parseInstant(call.at)) return;
  const scheduled = new Set(moved);
  for await (const { document } of eachKept(call, {
    kind: 'subscription',
    key: `plan:${migration.document.plan_id}`,
  })) {
    if (!scheduled.has(document.id) && !hasEnded(document, call.at)) return;
  }
  const document = { ...migration.document, status: 'completed' as const };
  await writeKept(call, 'plan_migration', { ...migration, document });
}

/** The dates on which price intervals begin or end that did not before the step: a version is no stretch of its own. */
function changesOf(before: SubscriptionState, after: SubscriptionState): readonly string[] {
  const ends = new Map(before.price_intervals.map(({ id, end_date }) => [id, end_date]));
  return after.price_intervals.flatMap(({ id, start_date, end_date }) => {
    if (!ends.has(id)) return start_date;
    return end_date === null || end_date === ends.get(id) ? [] : end_date;
  });
}

function latest(dates: readonly string[]): string {
  return dates.reduce((last, date) => (parseInstant(date) > parseInstant(last) ? date : last));
}

function hasEnded({ end_date }: SubscriptionState, at: string): boolean {
  return end_date !== null && parseInstant(end_date) <= parseInstant(at);
}
