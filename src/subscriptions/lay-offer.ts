import { type Interval } from '../cycles/index.js';
import { identity, stamp } from '../identity/index.js';
import { addDays, localDate, localMidnight, type Instant, type TimeZone } from '../time/index.js';
import { originOf } from './cadence.js';
import { clip, isVoid, later } from './interval.js';
import type { Offer, OfferedAdjustment, OfferedPrice } from './offer.js';
import { layPhases, spanOf, type PlannedPhase } from './phases.js';
import type { Anchoring, PhaseSpan, Stretch, TimedAdjustment, TimedPrice } from './timeline.js';

/** Where an offer is laid. */
export type Ground = {
  readonly subscription_id: string;
  readonly zone: TimeZone;
  readonly interval: Interval;
  readonly anchoring: Anchoring;
  readonly created_at: Instant;
};

/** An offer on a timeline: a stretch, and what is in force in it. */
export type LaidOffer = {
  readonly stretch: Stretch;
  readonly prices: readonly TimedPrice[];
  readonly adjustments: readonly TimedAdjustment[];
};

/** Resolves phases and trial, and lays every price and adjustment of an offer over the dates that follow (§9.1). */
export function layOffer(offer: Offer, ground: Ground): LaidOffer {
  const { interval, zone } = ground;
  const phases = layPhases(offer.phases, interval, zone);
  const trial_end = trialEnd(offer.trial_days, ground);
  const plot: Plot = { ...ground, phases, trial_end, anchorings: anchoringsOf(offer.phases, phases, ground) };
  const prices = offer.prices.flatMap((offered) => layPrice(offered, plot));
  const adjustments = [
    ...offer.adjustments.flatMap((offered) => layAdjustment(offered, plot)),
    ...layTrialDiscount(offer, prices, plot),
  ];
  const { plan, version } = offer;
  const { anchoring, created_at } = ground;
  const versions = [{ at: interval.start, version }];
  const stretch = { plan, versions, interval, created_at, anchoring, phases, trial_end };
  return { stretch, prices: distinct(prices), adjustments: distinct(adjustments) };
}

type Plot = Ground & {
  readonly phases: readonly PhaseSpan[];
  readonly trial_end: Instant | null;
  readonly anchorings: readonly (Anchoring & { readonly start: Instant })[];
};

/** A trial ends its days after the local start date, at midnight; never after the plan itself (§9.1). */
function trialEnd(days: number, { interval, zone }: Ground): Instant | null {
  if (days === 0) return null;
  const end = localMidnight(zone, addDays(localDate(zone, interval.start), days));
  return interval.end !== null && interval.end < end ? interval.end : end;
}

/** From when on boundaries are counted from what; a phase may begin a count of its own. */
function anchoringsOf(
  planned: readonly PlannedPhase[],
  phases: readonly PhaseSpan[],
  { anchoring, interval, zone }: Ground,
): Plot['anchorings'] {
  const realigned = planned
    .filter(({ realigns }) => realigns)
    .flatMap(({ order }) => {
      const span = spanOf(phases, order);
      if (span === null) return [];
      const from = localDate(zone, span.start);
      return [{ start: span.start, from, anchor: from }];
    });
  return [{ ...anchoring, start: interval.start }, ...realigned];
}

function layPrice(offered: OfferedPrice, plot: Plot): readonly TimedPrice[] {
  const span = spanFor(offered, offered.price.phase, plot);
  return span === null
    ? []
    : acrossTrial(offered, span, plot).flatMap((interval) => timePrice(offered, interval, plot));
}

/** Its own dates, else those of its phase, else the whole stretch; null for a phase that is never entered. */
function spanFor(own: Pick<OfferedPrice, 'start' | 'end'>, phase: number | null, plot: Plot): Interval | null {
  const usual = phase === null ? plot.interval : spanOf(plot.phases, phase);
  if (usual === null) return null;
  const dated = { start: own.start ?? usual.start, end: own.end ?? usual.end };
  const span = clip(dated, plot.interval);
  return isVoid(span) ? null : span;
}

/** Usage in a trial is one service period of its own; everything else begins when the trial ends (§9.1). */
function acrossTrial({ price }: OfferedPrice, span: Interval, { trial_end }: Plot): readonly Interval[] {
  if (trial_end === null || span.start >= trial_end) return [span];
  const after = { start: trial_end, end: span.end };
  if (price.price_type !== 'usage_price') return [after];
  return [clip(span, { start: span.start, end: trial_end }), after];
}

/** One interval, or one on each side of a date where billing is anchored anew. */
function timePrice(offered: OfferedPrice, interval: Interval, plot: Plot): readonly TimedPrice[] {
  return plot.anchorings.flatMap((anchoring, position) => {
    const until = plot.anchorings[position + 1]?.start ?? null;
    const part = clip(interval, { start: position === 0 ? interval.start : anchoring.start, end: until });
    return isVoid(part) ? [] : [timedPrice(offered, part, { ...plot, anchoring })];
  });
}

/** A price over an interval, identified by subscription, price and start (D25). */
export function timedPrice({ price, settings }: OfferedPrice, interval: Interval, ground: Ground): TimedPrice {
  const { subscription_id, anchoring, zone } = ground;
  return {
    id: identity('price_interval', subscription_id, price.id, stamp(interval.start)),
    price,
    interval,
    origin: originOf(price, anchoring, zone),
    billing_cycle_day: anchoring.anchor.day,
    transitions: [],
    settings,
  };
}

/** An adjustment over an interval, identified by subscription, adjustment and start (D25). */
export function timedAdjustment(
  adjustment: TimedAdjustment['adjustment'],
  interval: Interval,
  subscription_id: string,
): TimedAdjustment {
  const id = identity('adjustment_interval', subscription_id, adjustment.id, stamp(interval.start));
  return { id, adjustment, interval };
}

function layAdjustment(offered: OfferedAdjustment, plot: Plot): readonly TimedAdjustment[] {
  const { adjustment } = offered;
  const span = spanFor(offered, adjustment.phase, plot);
  if (span === null) return [];
  // No minimum acts on the invoice of a trial (§9.1), which is dated at its end.
  const waits = adjustment.adjustment_type === 'minimum' ? plot.trial_end : null;
  const start = waits === null ? span.start : later(span.start, waits);
  const interval = { start, end: span.end };
  return isVoid(interval) ? [] : [timedAdjustment(adjustment, interval, plot.subscription_id)];
}

function layTrialDiscount(offer: Offer, prices: readonly TimedPrice[], plot: Plot): readonly TimedAdjustment[] {
  const { trial_end, interval, subscription_id } = plot;
  if (trial_end === null || offer.trial_discount === null) return [];
  const waived = prices.filter((timed) => timed.interval.start < trial_end).map(({ price }) => price);
  const span = { start: interval.start, end: trial_end };
  return offer.trial_discount(waived).map((discount) => timedAdjustment(discount, span, subscription_id));
}

/** The same price may begin twice at one instant; then its intervals are counted. */
export function distinct<T extends { readonly id: string }>(list: readonly T[]): readonly T[] {
  const seen = new Map<string, number>();
  return list.map((entry) => {
    const count = (seen.get(entry.id) ?? 0) + 1;
    seen.set(entry.id, count);
    return count === 1 ? entry : { ...entry, id: `${entry.id}:${count}` };
  });
}
