import { parseInstant } from '../../time/index.js';
import type { SubscriptionState } from '../../wire/index.js';
import type { Kept } from '../kept/shapes.js';
import type { SubscriptionNews } from '../messages.js';

/** A subscription as far as news about it go. */
export type Told = Pick<Kept<'subscription'>, 'document' | 'aside'>;

type Happening = SubscriptionNews extends infer News
  ? News extends SubscriptionNews
    ? Omit<News, 'subscription'>
    : never
  : never;

/**
 * What has happened to a subscription by an instant because its time came, in the order of time: it began, its trial or it
 * itself ended, a plan, its version or a quantity changed. At its date a thing has happened (≤).
 */
export function datedNews({ document, aside }: Told, until: string): readonly SubscriptionNews[] {
  const horizon = parseInstant(until);
  const all = [
    ...begun(document),
    ...planChanges(aside),
    ...versionChanges(aside),
    ...quantityChanges(document),
    ...ended(document),
  ];
  return all
    .filter(({ at }) => parseInstant(at) <= horizon)
    .sort((a, b) => parseInstant(a.at) - parseInstant(b.at))
    .map((happening) => ({ ...happening, subscription: document }));
}

/** What of the later news the earlier ones do not have; the subscription itself may have changed in between. */
export function newsSince(
  earlier: readonly SubscriptionNews[],
  later: readonly SubscriptionNews[],
): readonly SubscriptionNews[] {
  const known = new Set(earlier.map(nameOf));
  return later.filter((news) => !known.has(nameOf(news)));
}

function nameOf({ subscription: _subscription, ...happening }: SubscriptionNews): string {
  return JSON.stringify(happening);
}

function begun({ start_date, trial_info }: SubscriptionState): readonly Happening[] {
  const started: Happening = { kind: 'subscription_started', at: start_date };
  const trial_end = trial_info.end_date;
  if (trial_end === null || parseInstant(trial_end) <= parseInstant(start_date)) return [started];
  return [started, { kind: 'subscription_trial_ended', at: trial_end }];
}

function ended({ end_date }: SubscriptionState): readonly Happening[] {
  return end_date === null ? [] : [{ kind: 'subscription_ended', at: end_date }];
}

function planChanges({ schedule }: Told['aside']): readonly Happening[] {
  return schedule.flatMap(({ start_date: at, plan }, position) => {
    const previous = schedule[position - 1];
    if (previous === undefined) return [];
    const [previous_plan_id, new_plan_id] = [previous.plan?.id ?? null, plan?.id ?? null];
    if (previous_plan_id === new_plan_id) return [];
    return [{ kind: 'subscription_plan_changed' as const, at, previous_plan_id, new_plan_id }];
  });
}

/** A move that another step cut off or overtook does not come; a schedule that says no versions leaves all to come. */
function versionChanges({ version_changes = [], schedule }: Told['aside']): readonly Happening[] {
  const coming = new Set(schedule.flatMap(({ plan_versions = [] }) => plan_versions.map(({ version }) => version)));
  return version_changes
    .filter(({ new_plan_version_number }) => coming.size === 0 || coming.has(new_plan_version_number))
    .map((change) => ({ kind: 'subscription_plan_version_changed', at: change.effective_date, ...change }));
}

/** A quantity that a later one follows; the first of a price is what it began with. */
function quantityChanges({ fixed_fee_quantity_schedule: spans }: SubscriptionState): readonly Happening[] {
  return spans.flatMap(({ price_id, start_date: effective_date, quantity: new_quantity }) => {
    const before = spans.find((span) => span.price_id === price_id && span.end_date === effective_date);
    if (before === undefined || before.quantity === new_quantity) return [];
    const change = { price_id, effective_date, old_quantity: before.quantity, new_quantity };
    return [{ kind: 'subscription_fixed_fee_quantity_updated' as const, at: effective_date, ...change }];
  });
}
