import { parseInstant } from '../../time/index.js';
import type { Plan, SubscriptionScheduleState, SubscriptionState } from '../../wire/index.js';
import type { Call } from '../call.js';
import { allKept } from '../kept/pages.js';

type Stretch = SubscriptionScheduleState;
type Passed = NonNullable<Stretch['plan_versions']>;

/**
 * Says of the stretches of a schedule that came from elsewhere, which names only their plans, in which version each plan was,
 * is and will be: the one whose prices the subscription has by then. Where they do not tell, nothing is said.
 */
export async function withVersionsPassed(
  call: Call,
  subscription: SubscriptionState,
  stretches: readonly Stretch[],
): Promise<readonly Stretch[]> {
  const told: Stretch[] = [];
  for (const stretch of stretches) {
    const plan_versions = await versionsPassed(call, subscription, stretch);
    told.push(plan_versions.length < 2 ? stretch : { ...stretch, plan_versions });
  }
  return told;
}

async function versionsPassed(call: Call, subscription: SubscriptionState, stretch: Stretch): Promise<Passed> {
  const plan_id = stretch.plan?.id ?? null;
  if (plan_id === null || stretch.plan_versions !== undefined) return [];
  const versions = await versionsKnown(call, plan_id, subscription);
  const passed = followed(subscription, stretch, versions);
  return isShown(call, subscription, passed) ? passed : [];
}

/** The versions that are stored, and the one that the document shows. */
async function versionsKnown(call: Call, plan_id: string, { plan }: SubscriptionState): Promise<readonly Plan[]> {
  const stored = (await allKept(call, 'plan_version', `plan:${plan_id}`)).map(({ document }) => document);
  const shown = plan?.id === plan_id ? [plan] : [];
  return [...new Map([...stored, ...shown].map((one) => [one.version, one])).values()];
}

/** The versions one after the other; none where for some time no version, or more than one, fits what there is. */
function followed({ price_intervals }: SubscriptionState, stretch: Stretch, versions: readonly Plan[]): Passed {
  const known = new Set(versions.flatMap(({ prices }) => prices.map(({ id }) => id)));
  const own = price_intervals.filter(({ price }) => known.has(price.id));
  const passed: { start_date: string; version: number }[] = [];
  for (const start_date of startsIn(own, stretch)) {
    const at = parseInstant(start_date);
    const there = own.filter((one) => parseInstant(one.start_date) <= at && (one.end_date === null || at < parseInstant(one.end_date))); // prettier-ignore
    const version = versionOf(there.map(({ price }) => price.id), versions); // prettier-ignore
    if (version === null) return [];
    if (passed.at(-1)?.version !== version) passed.push({ start_date, version });
  }
  return passed;
}

/** When the stretch begins, and when prices begin within it. */
function startsIn(own: SubscriptionState['price_intervals'], stretch: Stretch): readonly string[] {
  const [start, end] = [stretch.start_date, stretch.end_date].map((date) => (date === null ? Infinity : parseInstant(date))) as [number, number]; // prettier-ignore
  const within = own.map(({ start_date }) => start_date).filter((date) => parseInstant(date) > start && parseInstant(date) < end); // prettier-ignore
  return [stretch.start_date, ...[...new Set(within)].sort((a, b) => parseInstant(a) - parseInstant(b))];
}

/** The one version that has all these prices and the fewest others: a subscription may have left some of them out. */
function versionOf(price_ids: readonly string[], versions: readonly Plan[]): number | null {
  const fitting = versions.filter(({ prices }) => price_ids.every((id) => prices.some((price) => price.id === id)));
  const fewest = Math.min(...fitting.map(({ prices }) => prices.length));
  const [first, second] = fitting.filter(({ prices }) => prices.length === fewest);
  return first === undefined || second !== undefined ? null : first.version;
}

/** Whether it comes to the version that the document shows now, which was written by whoever knew. */
function isShown({ at }: Call, { plan }: SubscriptionState, passed: Passed): boolean {
  const now = parseInstant(at);
  const current = [...passed].reverse().find(({ start_date }) => parseInstant(start_date) <= now);
  return current === undefined || current.version === plan?.version;
}
