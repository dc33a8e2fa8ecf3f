import type { AdjustmentInterval } from './adjustment.js';
import type { BillingCycleAnchorConfiguration } from './cycle.js';
import type { FixedFeeQuantityTransition, PriceInterval } from './price-interval.js';
import type { Subscription, SubscriptionScheduleItem } from './subscription.js';
import type { DateText, DateTimeText } from './text.js';

/**
 * A price interval as we write it: with the whole date that its boundaries are counted from. Where that is missing, as in
 * a fetched document, the subscription's anchor decides.
 */
export type AnchoredPriceInterval = Omit<PriceInterval, 'fixed_fee_quantity_transitions'> & {
  readonly billing_cycle_anchor_configuration?: BillingCycleAnchorConfiguration;
  readonly fixed_fee_quantity_transitions: readonly ForeseenTransition[] | null;
};

/** A change of quantity that says whether it was known before its period was billed, whose invoice then bills it. */
export type ForeseenTransition = FixedFeeQuantityTransition & { readonly is_foreseen?: boolean };

/**
 * An adjustment interval as we write it. The list is sorted by start date, as Orb's is; where that is not the order in which
 * the adjustments were created, by which they act (§6), each says its place in that.
 */
export type OrderedAdjustmentInterval = AdjustmentInterval & { readonly creation_order?: number };

/** A subscription document as we write it. */
export type SubscriptionState = Omit<Subscription, 'price_intervals' | 'adjustment_intervals'> & {
  readonly price_intervals: readonly AnchoredPriceInterval[];
  readonly adjustment_intervals: readonly OrderedAdjustmentInterval[];
};

/** A phase of a plan as a subscription passes it: `[start_date, end_date)`. */
export type SubscriptionPhase = {
  readonly order: number;
  readonly start_date: DateTimeText;
  readonly end_date: DateTimeText | null;
};

/**
 * An item of a schedule as we write it. What may be missing is ours: Orb keeps it to itself, and a later change needs it.
 * Where it is missing the subscription's anchor, start and trial, and the durations of its plan's phases, stand in.
 */
export type SubscriptionScheduleState = SubscriptionScheduleItem & {
  readonly billing_cycle_anchor_configuration?: BillingCycleAnchorConfiguration;
  /** The local date on or after which the first boundary lies. */
  readonly anchored_from?: DateText;
  /** Since when which version of the plan is in force, in order. */
  readonly plan_versions?: readonly { readonly start_date: DateTimeText; readonly version: number }[];
  readonly phases?: readonly SubscriptionPhase[];
  readonly trial_end_date?: DateTimeText | null;
};
