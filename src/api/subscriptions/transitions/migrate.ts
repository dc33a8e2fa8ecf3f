import { fail, invariant, isGiven, report, refuse, shown, valueAt } from '../../../errors/index.js';
import {
  migrateTimeline,
  nextInvoiceDate,
  stretchAt,
  statusAt,
  termEndOf,
  refuseEnded,
  type Replacements,
  type Stretch,
} from '../../../subscriptions/index.js';
import { formatInstant, type Instant } from '../../../time/index.js';
import { boundaryAt } from '../../decode/period.js';
import { readOffer } from '../decode/offer.js';
import { takenIds } from '../decode/offered-id.js';
import { usualSettings } from '../decode/offering.js';
import { planNamed, versionOf } from '../decode/plan-choice.js';
import { readPlan, wholeAt, type SubscribablePlan } from '../decode/plan.js';
import { readStep, type Reading } from '../decode/reading.js';
import { encodePlan } from '../encode/plan.js';
import { continueWith, readCurrentPlan, readPlansFrom } from './continuation.js';
import type { Decision } from './decision.js';

/** Decides what a move to another version of the same plan leads to (§9.2, F28). */
export function decideMigration(given: unknown): Decision {
  const reading = readStep(given, ['plan_version_number', 'effective_time', 'allow_invoice_credit_or_void']);
  const { request, timeline, input, customer } = reading;
  if (statusAt(timeline, reading.at) === 'ended') return refuseEnded(timeline);
  const current = readCurrentPlan(reading);
  const next = readVersion(reading, current);
  const date = readEffectiveTime(reading);
  refuse(input.issues);
  invariant(current !== null && next !== null, 'a request without errors has both versions');
  const stretch = stretchAt(timeline, date);
  if (stretch.plan?.id !== current.id) return refuseLeft(current, stretch);
  const empty = { ...request, value: { trial_duration_days: 0 } };
  const offer = readOffer(empty, {
    plan: next,
    subscription_id: timeline.id,
    taken: takenIds(timeline),
    zone: customer.zone,
    context: { currency: next.currency, created_at: reading.created_at, custom_models: reading.custom_models },
    stored: [],
    settings: usualSettings,
    references: new Map(),
  });
  refuse(input.issues);
  const left = readPlansFrom(reading, stretch, date);
  refuse(input.issues);
  const price_ids = new Set(left.flatMap(({ prices }) => prices.map(({ id }) => id)));
  const adjustment_ids = new Set(left.flatMap(({ adjustments }) => adjustments.map(({ id }) => id)));
  const replacements = readReplacements(reading, [current, next]);
  const migration = { at: date, offer, shown_version: current.version, price_ids, adjustment_ids, replacements };
  const transition = migrateTimeline(timeline, migration, reading.at);
  // A migration that lies ahead keeps the version shown, whose prices a later change still compares with.
  return continueWith(reading, transition, date <= reading.at ? { plan: encodePlan(next, reading.created_at) } : {});
}

/** What the prices of a plan stand in for, in every version that is given: those between two are passed over. */
function readReplacements(
  reading: Reading,
  [current, next]: readonly [SubscribablePlan, SubscribablePlan],
): Replacements {
  // Versions that are only passed over are not what a fault would be about.
  const given = planNamed(reading, 'id', current.id).map((plan) => readPlan({ ...plan, issues: [] }, reading));
  const prices = [...given, current, next].flatMap((plan) => plan.prices);
  return new Map(prices.map(({ id, replaces_id }) => [id, replaces_id]));
}

/** A version of a plan that the subscription has left by then would be laid over the other plan. */
function refuseLeft({ id }: SubscribablePlan, { plan, interval }: Stretch): never {
  const message = `is not before ${formatInstant(interval.start)}, when ${shown(id)} gives way to ${shown(plan?.id)}; give an earlier time`;
  return fail('request.effective_time', 'subscription_ended', message);
}

function readVersion(reading: Reading, current: SubscribablePlan | null): SubscribablePlan | null {
  const { request } = reading;
  const version = wholeAt(request, 'plan_version_number');
  const named = planNamed(reading, 'id', current?.id).find((plan) => versionOf(plan) === version);
  if (named !== undefined) return readPlan(named, reading);
  const message = `is ${shown(version)}, and no plan given is ${shown(current?.id)} in that version; add it to plans`;
  report(request, 'plan_version_number', { code: 'plan_not_found', message });
  return null;
}

/** A date or an instant, a boundary of the subscription's own, or at once. */
function readEffectiveTime({ request, timeline, asked_at: at, customer }: Reading): Instant {
  const time = valueAt(request, 'effective_time');
  if (!isGiven(time)) return at;
  if (time === 'end_of_term') return termEndOf(timeline, at);
  if (time === 'end_of_invoice') return nextInvoiceDate(timeline, at) ?? at;
  return boundaryAt(request, 'effective_time', customer.zone) ?? at;
}
