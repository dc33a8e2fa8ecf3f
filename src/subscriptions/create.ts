import type { Interval } from '../cycles/index.js';
import type { Instant, TimeZone } from '../time/index.js';
import { layOffer } from './lay-offer.js';
import type { Offer } from './offer.js';
import type { Anchoring, Timeline } from './timeline.js';
import { step, type Transition } from './transition.js';

/** A subscription to be created. */
export type Creation = {
  readonly subscription_id: string;
  readonly zone: TimeZone;
  readonly interval: Interval;
  readonly anchoring: Anchoring;
  readonly offer: Offer;
};

/** Starts a subscription: backdated, its past invoices are due with their own dates (§9.1). */
export function createTimeline(creation: Creation, now: Instant): Transition {
  const { subscription_id, zone, interval, anchoring, offer } = creation;
  const ground = { subscription_id, zone, interval, anchoring, created_at: now };
  const { stretch, prices, adjustments } = layOffer(offer, ground);
  const empty = { id: subscription_id, zone, interval, stretches: [stretch], prices: [], adjustments: [] };
  const before: Timeline = { ...empty, redemption: null };
  return step(before, { ...before, prices, adjustments }, now);
}
