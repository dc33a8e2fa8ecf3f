import { isOfTrial } from '../adjustments/index.js';
import { partsOf } from '../identity/index.js';
import type { Period } from '../time/index.js';
import { stretchAt } from './cadence.js';
import { isInMoney } from './subscribed-price.js';
import type { TimedPrice, Timeline } from './timeline.js';

/** Usage of a trial has an interval of its own, which ends with the trial or before it (§9.1); null for any other. */
export function trialUsage(timed: TimedPrice, timeline: Timeline): Period | null {
  const { start, end } = timed.interval;
  const { trial_end } = stretchAt(timeline, start);
  if (trial_end === null || timed.price.price_type !== 'usage_price' || end === null || end > trial_end) return null;
  return isWaived(timed, timeline) ? { start, end } : null;
}

/**
 * Whether a trial waives a price in money: what it takes off names it. A price that begins later, such as with a phase, does
 * not become one of the trial because both end with the subscription, nor one that was added to a trial that waives nothing.
 * Documents from elsewhere name none.
 */
function isWaived(timed: TimedPrice, { id, adjustments }: Timeline): boolean {
  const named = adjustments.filter(({ adjustment }) => isOfTrial(adjustment.id));
  if (!isInMoney(timed.price)) return true;
  if (named.length === 0) return !isOwn(timed, id);
  return named.some(({ adjustment }) => adjustment.price_ids.includes(timed.price.id));
}

/** Whether an interval was laid here, which its id says. */
function isOwn({ id }: TimedPrice, subscription_id: string): boolean {
  const [kind, laid_for] = partsOf(id);
  return kind === 'price_interval' && laid_for === subscription_id;
}
