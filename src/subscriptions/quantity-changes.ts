import { equals, minimum, type Decimal } from '../decimal/index.js';
import type { Instant, Period, TimeZone } from '../time/index.js';
import type { BilledSoFar } from './billed-so-far.js';
import { periodAt } from './cadence.js';
import type { Pair } from './compare.js';
import type { Consequence, QuantityStretch } from './consequence.js';
import { holds } from './interval.js';
import { quantityAt } from './quantity.js';
import { soldBy, soldIn } from './sold-credits.js';
import type { TimedPrice } from './timeline.js';

type Now = BilledSoFar & { readonly zone: TimeZone };

type Both = { readonly before: TimedPrice; readonly after: TimedPrice };

/**
 * The stretches of billed periods of a fee in advance in which another quantity is in force than was (§9.2), period by
 * period. A period that was not billed yet is billed by its invoice. Where the quantity of a period's first day changed, its invoice
 * is made anew, so that all of the period is looked at.
 */
export function quantityChanges({ before, after }: Pair<TimedPrice>, terms: Now): readonly Consequence[] {
  if (before === null || after === null || after.price.billing_mode !== 'in_advance') return [];
  const both = { before, after };
  return changedPeriods(both, terms).flatMap((period) => {
    if (after.price.sells_credits) return soldChange(both, period, terms);
    const stretches = stretchesOf(both, period, terms);
    const changed = stretches.filter(isChanged);
    if (changed.length === 0) return [];
    const [first] = stretches;
    const isMadeAnew = first !== undefined && first.start === period.start && isChanged(first);
    const named = { kind: 'change_quantity', at: period.start, price_interval_id: after.id } as const;
    return [{ ...named, stretches: isMadeAnew ? stretches : changed }];
  });
}

/** Credits of a period are granted and billed to its end whenever they become more; fewer make no difference (§8.6). */
function soldChange({ before, after }: Both, period: Period, { now }: Now): readonly Consequence[] {
  const rises = [...soldIn(before, period), ...soldIn(after, period)].map(({ at }) => at);
  const starts = [...new Set(rises)].sort((a, b) => a - b);
  const stretches = starts.map((start) => ({
    start,
    end: period.end,
    from: soldBy(before, period, start),
    to: soldBy(after, period, start),
    least: leastUntil(before, start, now),
  }));
  if (!stretches.some(isChanged)) return [];
  return [{ kind: 'change_quantity', at: period.start, price_interval_id: after.id, stretches }];
}

function isChanged({ from, to }: QuantityStretch): boolean {
  return !equals(from, to);
}

/** The periods that were billed and in which a quantity changes, or changed. */
function changedPeriods({ before, after }: Both, { zone, isBilled }: Now): readonly Period[] {
  const periods = new Map<Instant, Period>();
  for (const { at } of [...before.transitions, ...after.transitions]) {
    const period = holds(before.interval, at) ? periodAt(after, zone, at) : null;
    if (period !== null && isBilled(after, period)) periods.set(period.start, period);
  }
  return [...periods.values()].sort((a, b) => a.start - b.start);
}

/** The stretches of one quantity each, before and after, over the time of a period in which the price was and is in force. */
function stretchesOf({ before, after }: Both, period: Period, { now }: Now): readonly QuantityStretch[] {
  const start = period.start < before.interval.start ? before.interval.start : period.start;
  const until = before.interval.end ?? period.end;
  const end = until < period.end ? until : period.end;
  const cuts = [...before.transitions, ...after.transitions].map(({ at }) => at);
  const starts = [...new Set([start, ...cuts.filter((at) => at > start && at < end)])].sort((a, b) => a - b);
  return starts.map((from, position) => ({
    start: from,
    end: starts[position + 1] ?? end,
    from: quantityAt(before, from),
    to: quantityAt(after, from),
    least: leastUntil(before, from, now),
  }));
}

/** The fewest units that were asked for from now to an instant; of the past those that were. */
function leastUntil(timed: TimedPrice, instant: Instant, now: Instant): Decimal {
  const ahead = timed.transitions.filter(({ at }) => at > now && at <= instant);
  const known = quantityAt(timed, instant < now ? instant : now);
  return ahead.reduce((least, { quantity }) => minimum(least, quantity), known);
}
