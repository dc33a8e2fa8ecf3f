import type { Instant } from '../time/index.js';
import type { PlanReference } from '../wire/index.js';
import type { PlannedPhase } from './phases.js';
import type { SubscribedAdjustment, SubscribedPrice } from './subscribed-price.js';
import type { IntervalSettings } from './timeline.js';

/** A price to be laid on a timeline: over its own dates, else over its phase, else from start to end. */
export type OfferedPrice = {
  readonly price: SubscribedPrice;
  readonly start: Instant | null;
  readonly end: Instant | null;
  readonly settings: IntervalSettings;
};

/** An adjustment to be laid on a timeline, as a price is. */
export type OfferedAdjustment = {
  readonly adjustment: SubscribedAdjustment;
  readonly start: Instant | null;
  readonly end: Instant | null;
};

/** What a trial takes off the usage of these prices: of each currency by itself. */
export type TrialDiscount = (prices: readonly SubscribedPrice[]) => readonly SubscribedAdjustment[];

/**
 * What a customer subscribes to: a plan after everything that a request adds, removes and replaces.
 *
 * `phases` begins with the phase to start with; empty without phases.
 */
export type Offer = {
  readonly plan: PlanReference | null;
  readonly version: number;
  readonly prices: readonly OfferedPrice[];
  readonly adjustments: readonly OfferedAdjustment[];
  readonly phases: readonly PlannedPhase[];
  readonly trial_days: number;
  /** What a trial takes off usage; made by the caller, because it is a document. Null: no usage is waived. */
  readonly trial_discount: TrialDiscount | null;
};
