import type { BillingPeriod } from '../cycles/index.js';
import type { Instant, TimeZone } from '../time/index.js';
import type { BilledSoFar } from './billed-so-far.js';
import { periodAt } from './cadence.js';
import { firstDifference, pairUp, type Pair } from './compare.js';
import type { Consequence } from './consequence.js';
import { quantityChanges } from './quantity-changes.js';
import type { TimedPrice, Timeline } from './timeline.js';

/** Two states of a timeline, now, and what was billed by then. */
export type Step = BilledSoFar & { readonly before: Timeline; readonly after: Timeline };

/**
 * What the difference of two timelines means for invoices and credits (§9.2, F24): refunds first, then what is billed at
 * once, then corrections of what was invoiced since, then quantities, by what stands then, then drafts.
 */
export function consequencesOf(step: Step): readonly Consequence[] {
  const pairs = pairUp(step.before.prices, step.after.prices);
  const collect = (one: (pair: Pair<TimedPrice>, step: Step) => readonly Consequence[]): readonly Consequence[] =>
    merge(pairs.flatMap((pair) => one(pair, step)));
  return [
    ...collect(refunds),
    ...collect(reversals),
    ...collect(expiries),
    ...collect(arrears),
    ...collect(advances),
    ...corrections(step),
    ...collect(quantities),
    ...drafts(step),
  ];
}

/** An advance whose period has begun and is now cut, is gone, or is billed anew from another start, gives back the rest. */
function refunds({ before, after }: Pair<TimedPrice>, { before: { zone }, now }: Step): readonly Consequence[] {
  if (before === null || before.price.billing_mode !== 'in_advance') return [];
  const from =
    formerStart({ before, after }, zone) ?? postponedStart({ before, after }, now) ?? newEnd({ before, after });
  if (from === null || !wasBilledAcross(before, zone, { from, now })) return [];
  return [{ kind: 'refund_unused', from, price_interval_ids: [before.id] }];
}

/**
 * Where a pair that begins earlier now began before, if inside what its new first period bills: what was billed from there on
 * is billed with that.
 */
function formerStart({ before, after }: Pair<TimedPrice>, zone: TimeZone): Instant | null {
  if (before === null || after === null) return null;
  const { start } = before.interval;
  const first = after.interval.start < start ? periodAt(after, zone, start) : null;
  return first !== null && first.start === after.interval.start ? start : null;
}

/** Where a pair that begins later now was to begin, and be billed, at this very instant; what was before is corrected. */
function postponedStart({ before, after }: Pair<TimedPrice>, now: Instant): Instant | null {
  if (before === null || after === null) return null;
  const { start } = before.interval;
  return start === now && after.interval.start > start ? start : null;
}

/** Where a pair ends earlier than it did; null where it does not. One that is gone ends at its start. */
function newEnd({ before, after }: Pair<TimedPrice>): Instant | null {
  if (before === null) return null;
  const end = after === null ? before.interval.start : after.interval.end;
  if (end === null) return null;
  return before.interval.end === null || end < before.interval.end ? end : null;
}

/** Whether what an instant cuts was billed by now (≤: a period is billed at its start, a one-time price at its own). */
function wasBilledAcross(timed: TimedPrice, zone: TimeZone, { from, now }: { from: Instant; now: Instant }): boolean {
  const { start } = timed.interval;
  if (timed.price.length === null) return start >= from && start <= now;
  const cut = periodAt(timed, zone, from);
  return cut !== null && cut.start <= now;
}

/** An end that no longer holds had refunded the rest of the period it cut, if that had begun. */
function reversals({ before, after }: Pair<TimedPrice>, { after: { zone }, now }: Step): readonly Consequence[] {
  const from = formerEnd({ before, after });
  if (from === null || after === null) return [];
  // Arrears were billed at the end, if that has passed; an advance was refunded as soon as the end was known.
  if (after.price.billing_mode === 'in_arrear' && from > now) return [];
  const period = periodAt(after, zone, from);
  // A period that would have started at the old end was not cut by it.
  if (period === null || period.start >= from || period.start > now) return [];
  return [{ kind: 'reverse_cut', from, price_interval_ids: [after.id] }, ...laterCut(after, period)];
}

/** Another end in the same period, later than the one that was known, leaves less of an advance unused. */
function laterCut(
  { id, price, interval: { end } }: TimedPrice,
  { full_period }: BillingPeriod,
): readonly Consequence[] {
  if (price.billing_mode !== 'in_advance' || end === null || end >= full_period.end) return [];
  return [{ kind: 'refund_unused', from: end, price_interval_ids: [id] }];
}

/** Where a pair that now lasts longer used to end; null where it does not last longer. */
function formerEnd({ before, after }: Pair<TimedPrice>): Instant | null {
  if (before === null || after === null) return null;
  const { end } = before.interval;
  return end !== null && (after.interval.end === null || after.interval.end > end) ? end : null;
}

/** Credits granted by an allocation go when its interval is cut (§8.6); a cut that no longer holds lets them be. */
function expiries({ before, after }: Pair<TimedPrice>): readonly Consequence[] {
  if (before === null || !before.price.grants_credits) return [];
  const former = before.interval.end;
  // One that is gone ends where it would have started.
  const at = after === null ? before.interval.start : after.interval.end;
  if (at === former) return [];
  const price_interval_ids = [before.id];
  return [
    ...(former === null ? [] : [{ kind: 'resume_allocations' as const, from: former, price_interval_ids }]),
    ...(at === null ? [] : [{ kind: 'expire_allocations' as const, at, price_interval_ids }]),
  ];
}

/** Arrears that end now or ended before are billed at their end, unless usage may wait for the next invoice (§9.2). */
function arrears(pair: Pair<TimedPrice>, { now }: Step): readonly Consequence[] {
  const { before, after } = pair;
  if (before === null || after === null || after.price.billing_mode !== 'in_arrear') return [];
  const at = newEnd(pair);
  const waits = after.settings.can_defer_billing && after.price.price_type === 'usage_price';
  if (at === null || at > now || waits) return [];
  return [{ kind: 'bill_arrears', at, price_interval_ids: [after.id] }];
}

/** Another quantity in advance is settled at once for the rest of its period; in arrears it is billed at the end. */
function quantities(pair: Pair<TimedPrice>, { after: { zone }, now, isBilled }: Step): readonly Consequence[] {
  return quantityChanges(pair, { zone, now, isBilled });
}

/** A new advance is billed at once on an invoice of its own, if it has begun. */
function advances({ before, after }: Pair<TimedPrice>, { now }: Step): readonly Consequence[] {
  if (after === null || after.price.billing_mode !== 'in_advance') return [];
  const at = after.interval.start;
  const isNew = before === null || at < before.interval.start;
  return isNew && at <= now ? [{ kind: 'bill_advance', at, price_interval_ids: [after.id] }] : [];
}

/** Invoices dated from the first difference up to now are compared (§9.2). */
function corrections({ before, after, now }: Step): readonly Consequence[] {
  const from = firstDifference(before, after);
  if (from === null) return [];
  return from < now ? [{ kind: 'correct_invoices', from, until: now }] : [];
}

/** Later ones are drafts. */
function drafts({ before, after }: Step): readonly Consequence[] {
  const from = firstDifference(before, after);
  return from === null ? [] : [{ kind: 'recompute_drafts', from }];
}

/** Consequences of the same kind and instant are one, over all their intervals. */
function merge(list: readonly Consequence[]): readonly Consequence[] {
  const merged = new Map<string, Consequence>();
  for (const consequence of list) {
    if (!('price_interval_ids' in consequence)) {
      merged.set(`${merged.size}`, consequence);
      continue;
    }
    const key = `${consequence.kind} ${'at' in consequence ? consequence.at : consequence.from}`;
    const known = merged.get(key);
    const ids = known && 'price_interval_ids' in known ? known.price_interval_ids : [];
    merged.set(key, { ...consequence, price_interval_ids: [...ids, ...consequence.price_interval_ids] });
  }
  return [...merged.values()];
}
