import { isBillingError, isGiven } from '../../errors/index.js';
import { migratePlanVersion, type SubscriptionTransition } from '../../index.js';
import { parseInstant } from '../../time/index.js';
import type { SubscriptionScheduleState, SubscriptionState } from '../../wire/index.js';
import type { Call } from '../call.js';
import { needKept, writeKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { keepTransition } from '../subscriptions/keep-transition.js';
import { anyStays, hasEnded } from '../subscriptions/staying.js';
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
  const date = moveDate(kept, transition, migration);
  const moves_at = date === null ? call.at : latest([call.at, date]);
  const version_change = {
    effective_date: moves_at,
    previous_plan_version_number: kept.document.plan?.version ?? version,
    new_plan_version_number: version,
  };
  await keepTransition(call, transition, { before: kept, version_change });
  const last_move_at = latest([known ?? call.at, moves_at]);
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
  if (await anyStays(call, migration.document.plan_id, new Set(moved))) return;
  const document = { ...migration.document, status: 'completed' as const };
  await writeKept(call, 'plan_migration', { ...migration, document });
}

/**
 * When a subscription comes to a version, as its schedule says, whatever the version changes; null if that is the one it
 * is on.
 */
function moveDate(
  { document, aside }: Kept<'subscription'>,
  { schedule }: SubscriptionTransition,
  { document: { plan_id }, aside: { version } }: Migration,
): string | null {
  if (document.plan?.version === version) return null;
  const startsIn = (items: readonly SubscriptionScheduleState[]): readonly string[] =>
    items
      .filter(({ plan }) => plan?.id === plan_id)
      .flatMap(({ plan_versions = [] }) => plan_versions.filter((one) => one.version === version))
      .map(({ start_date }) => start_date);
  const known = new Set(startsIn(aside.schedule));
  const fresh = startsIn(schedule).filter((start) => !known.has(start));
  return fresh.at(-1) ?? null;
}

function latest(dates: readonly string[]): string {
  return dates.reduce((last, date) => (parseInstant(date) > parseInstant(last) ? date : last));
}
