import type { Anchor, Interval } from '../cycles/index.js';
import type { Redemption } from '../coupons/index.js';
import type { Decimal } from '../decimal/index.js';
import type { CivilDate, Instant, TimeZone } from '../time/index.js';
import type { MetricParameterOverrides, PlanReference } from '../wire/index.js';
import type { SubscribedAdjustment, SubscribedPrice } from './subscribed-price.js';

/** From an instant on a fixed price has another quantity. */
export type QuantityTransition = {
  readonly at: Instant;
  readonly quantity: Decimal;
  /** Whether it was known before its period was billed in advance, so that the period's invoice bills it (§9.2). */
  readonly is_foreseen?: boolean;
};

/** What a price interval says of the usage it counts and of how its last line is billed; it decides no date. */
export type IntervalSettings = {
  readonly can_defer_billing: boolean;
  readonly filter: string | null;
  readonly usage_customer_ids: readonly string[] | null;
  readonly metric_parameter_overrides: MetricParameterOverrides | null;
};

/** A price in force over an interval. */
export type TimedPrice = {
  readonly id: string;
  readonly price: SubscribedPrice;
  readonly interval: Interval;
  /** The date its boundaries are counted from, by its own cadence; day 31 also stands for the end of a short month. */
  readonly origin: CivilDate;
  readonly billing_cycle_day: number;
  /** Ascending, inside the interval. */
  readonly transitions: readonly QuantityTransition[];
  readonly settings: IntervalSettings;
};

/** An adjustment in force over an interval. */
export type TimedAdjustment = {
  readonly id: string;
  readonly adjustment: SubscribedAdjustment;
  readonly interval: Interval;
};

/** A phase of a plan on the timeline. */
export type PhaseSpan = { readonly order: number; readonly interval: Interval };

/** What boundaries are counted from: an anchor, and the date on or after which its first boundary lies (§4.2). */
export type Anchoring = { readonly anchor: Anchor; readonly from: CivilDate };

/** From an instant on a version of a plan is in force. */
export type VersionTransition = { readonly at: Instant; readonly version: number };

/** A stretch of a subscription's life on one plan. */
export type Stretch = {
  readonly plan: PlanReference | null;
  /** Ascending; empty where no one knows but the document, whose plan then says it. */
  readonly versions: readonly VersionTransition[];
  readonly interval: Interval;
  readonly created_at: Instant;
  readonly anchoring: Anchoring;
  readonly phases: readonly PhaseSpan[];
  readonly trial_end: Instant | null;
};

/** A subscription as a timeline: when which prices and adjustments are in force. */
export type Timeline = {
  readonly id: string;
  readonly zone: TimeZone;
  /** Empty (end = start) for one that was cancelled before it began. */
  readonly interval: Interval;
  /** In order, contiguous; never empty. */
  readonly stretches: readonly Stretch[];
  readonly prices: readonly TimedPrice[];
  readonly adjustments: readonly TimedAdjustment[];
  /** The latest coupon. */
  readonly redemption: Redemption | null;
};
