import type { Instant } from '../time/index.js';
import { refuseEnded } from './cancel.js';
import { stretchAt } from './cadence.js';
import { inherit } from './inherit-price.js';
import { clip, isVoid } from './interval.js';
import { distinct, layOffer } from './lay-offer.js';
import type { Offer } from './offer.js';
import { isOfOneLine, type Replacements } from './price-line.js';
import { statusAt } from './status.js';
import type { TimedPrice, Timeline } from './timeline.js';
import { step, type Transition } from './transition.js';

/** A move to another version of the same plan; `price_ids` and `adjustment_ids` are those of the version it leaves. */
export type Migration = {
  readonly at: Instant;
  readonly offer: Offer;
  /** The version that the document shows, where the stretch does not say its own. */
  readonly shown_version: number;
  readonly price_ids: ReadonlySet<string>;
  readonly adjustment_ids: ReadonlySet<string>;
  /** Of the versions between the two as well. */
  readonly replacements: Replacements;
};

/**
 * Ends, on its date, the intervals of prices and adjustments that are the old version's own, and starts those of the new
 * version; what the subscription added, replaced or anchored stays (§9.2, F28).
 *
 * A price that both versions have goes on as it is. A new price that stands in for an old one takes over its quantity and
 * whose usage it counts, because these are the subscription's, also where versions between them are passed over.
 */
export function migrateTimeline(timeline: Timeline, migration: Migration, now: Instant): Transition {
  const { at, offer } = migration;
  const { end } = timeline.interval;
  if (statusAt(timeline, now) === 'ended' || (end !== null && at >= end)) return refuseEnded(timeline);
  const stretch = stretchAt(timeline, at);
  const newIds = new Set(offer.prices.map(({ price }) => price.id));
  const newAdjustments = new Set(offer.adjustments.map(({ adjustment }) => adjustment.id));
  const leaves = ({ price }: TimedPrice): boolean => migration.price_ids.has(price.id) && !newIds.has(price.id);
  const ended = timeline.prices.filter((timed) => leaves(timed) && endsLater(timed.interval, at));
  const laid = layFresh(timeline, migration);
  const prices = [
    ...cutFrom(timeline.prices, leaves, at),
    ...laid.prices.map((timed) => inherit(timed, { at, ended, replacements: migration.replacements })),
  ];
  const goes = ({ adjustment }: Timeline['adjustments'][number]): boolean =>
    migration.adjustment_ids.has(adjustment.id) && !newAdjustments.has(adjustment.id);
  const adjustments = [...cutFrom(timeline.adjustments, goes, at), ...laid.adjustments];
  const known =
    stretch.versions.length > 0 ? stretch.versions : [{ at: stretch.interval.start, version: migration.shown_version }];
  // Moves that were to come at or after this one do not come any more.
  const versions = [...known.filter((one) => one.at < at), { at, version: offer.version }];
  const stretches = timeline.stretches.map((one) => (one === stretch ? { ...one, plan: offer.plan, versions } : one));
  return step(timeline, { ...timeline, stretches, prices: distinct(prices), adjustments: distinct(adjustments) }, now);
}

/** Dates take the place of a phase. */
function unphased<T extends { readonly phase: number | null }>(entry: T): T {
  return { ...entry, phase: null };
}

/** Whether a price of the plan stands where the subscription replaced or removed one: its own doing, which stays so (F28). */
function overriddenBy({ prices }: Timeline, { price_ids, replacements }: Migration): (id: string) => boolean {
  const there = new Set(prices.map(({ price }) => price.id));
  const removed = [...price_ids].filter((id) => !there.has(id));
  const own = prices.filter(({ price }) => !replacements.has(price.id));
  const overridden = [...own.flatMap(({ price }) => price.replaces_id ?? []), ...removed];
  return (id) => overridden.some((former) => isOfOneLine(id, former, replacements));
}

/** Lays what only the new version has, in the phases and with the anchor that the subscription has. */
function layFresh(timeline: Timeline, migration: Migration): Pick<Timeline, 'prices' | 'adjustments'> {
  const { at, offer, price_ids, adjustment_ids } = migration;
  const { anchoring, interval, phases, created_at } = stretchAt(timeline, at);
  const isOverridden = overriddenBy(timeline, migration);
  const fresh: Offer = {
    ...offer,
    phases: [],
    trial_days: 0,
    prices: offer.prices.filter(({ price }) => !price_ids.has(price.id) && !isOverridden(price.id)),
    adjustments: offer.adjustments.filter(({ adjustment }) => !adjustment_ids.has(adjustment.id)),
  };
  const span = clip({ start: at, end: null }, interval);
  const inPhase = <T extends { readonly start: Instant | null; readonly end: Instant | null }>(
    entry: T,
    order: number | null,
  ): readonly T[] => {
    const phase = order === null ? span : phases.find((one) => one.order === order)?.interval;
    const own = phase && clip(phase, span);
    return own === undefined || isVoid(own) ? [] : [{ ...entry, start: own.start, end: own.end }];
  };
  const ground = { subscription_id: timeline.id, zone: timeline.zone, interval: span, anchoring, created_at };
  return layOffer(
    {
      ...fresh,
      prices: fresh.prices.flatMap((entry) => inPhase({ ...entry, price: unphased(entry.price) }, entry.price.phase)),
      adjustments: fresh.adjustments.flatMap((entry) =>
        inPhase({ ...entry, adjustment: unphased(entry.adjustment) }, entry.adjustment.phase),
      ),
    },
    ground,
  );
}

type Timed = { readonly interval: Timeline['interval'] };

function endsLater({ end }: Timeline['interval'], at: Instant): boolean {
  return end === null || end > at;
}

function cutFrom<T extends Timed>(list: readonly T[], leaves: (entry: T) => boolean, at: Instant): readonly T[] {
  return list
    .map((entry) =>
      leaves(entry) && endsLater(entry.interval, at)
        ? { ...entry, interval: { start: entry.interval.start, end: at } }
        : entry,
    )
    .filter(({ interval }) => !isVoid(interval));
}
