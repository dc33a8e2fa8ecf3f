import { toNumber } from '../../../decimal/index.js';
import type { Anchor } from '../../../cycles/index.js';
import {
  billingPeriodOfTimeline,
  phaseAt,
  quantitiesOf,
  statusAt,
  stretchAt,
  type Timeline,
} from '../../../subscriptions/index.js';
import { formatDate, formatInstant, type Instant } from '../../../time/index.js';
import type {
  BillingCycleAnchorConfiguration,
  Customer,
  FixedFeeQuantityScheduleEntry,
  Plan,
  SubscriptionScheduleState,
  SubscriptionState,
  Writable,
} from '../../../wire/index.js';
import { copyOf, dateOf, encodeAdjustmentIntervals, encodePriceInterval } from './intervals.js';
import { encodeLegacyIntervals } from './legacy-intervals.js';

/** What a subscription says that no timeline decides. */
export type SubscriptionTerms = Pick<
  SubscriptionState,
  | 'name'
  | 'invoicing_threshold'
  | 'net_terms'
  | 'auto_collection'
  | 'auto_issuance'
  | 'default_invoice_memo'
  | 'pending_subscription_change'
  | 'created_at'
  | 'metadata'
> & { readonly customer: Customer; readonly plan: Plan | null };

/** Writes a timeline as Orb's Subscription, as it stands at an instant: all 28 keys. */
export function encodeSubscription(
  timeline: Timeline,
  terms: SubscriptionTerms,
  at: Instant,
): Writable<SubscriptionState> {
  const { interval, redemption } = timeline;
  const stretch = stretchAt(timeline, at);
  const intervals = encodeAdjustmentIntervals(timeline);
  return {
    id: timeline.id,
    name: terms.name,
    status: statusAt(timeline, at),
    customer: copyOf(terms.customer),
    plan: copyOf(terms.plan),
    start_date: formatInstant(interval.start),
    end_date: dateOf(interval.end),
    ...currentPeriod(timeline, at),
    billing_cycle_day: stretch.anchoring.anchor.day,
    billing_cycle_anchor_configuration: encodeAnchor(stretch.anchoring.anchor),
    active_plan_phase_order: phaseAt(timeline, at)?.order ?? null,
    trial_info: { end_date: dateOf(stretch.trial_end) },
    price_intervals: timeline.prices.map((timed) => encodePriceInterval(timed, timeline, at)),
    adjustment_intervals: intervals,
    ...encodeLegacyIntervals(intervals),
    fixed_fee_quantity_schedule: quantitySchedule(timeline),
    redeemed_coupon: redemption && {
      coupon_id: redemption.coupon_id,
      start_date: formatInstant(redemption.start),
      end_date: dateOf(redemption.end),
    },
    invoicing_threshold: terms.invoicing_threshold,
    net_terms: terms.net_terms,
    auto_collection: terms.auto_collection,
    auto_issuance: terms.auto_issuance,
    default_invoice_memo: terms.default_invoice_memo,
    pending_subscription_change: copyOf(terms.pending_subscription_change),
    created_at: terms.created_at,
    metadata: copyOf(terms.metadata),
  };
}

/** The current billing period; null before the subscription and after it. */
function currentPeriod(timeline: Timeline, at: Instant) {
  const period = statusAt(timeline, at) === 'active' ? billingPeriodOfTimeline(timeline, at) : null;
  return {
    current_billing_period_start_date: dateOf(period && period.start),
    current_billing_period_end_date: dateOf(period && period.end),
  };
}

function quantitySchedule({ prices }: Timeline): Writable<FixedFeeQuantityScheduleEntry>[] {
  return prices
    .filter(({ price }) => price.price_type === 'fixed_price')
    .flatMap((timed) =>
      quantitiesOf(timed).map(({ start, end, quantity }) => ({
        price_id: timed.price.id,
        start_date: formatInstant(start),
        end_date: dateOf(end),
        quantity: toNumber(quantity),
      })),
    );
}

/** Writes the stretches of a timeline as the items of its schedule, with what later changes need to know. */
export function encodeSchedule({ stretches }: Timeline): Writable<SubscriptionScheduleState>[] {
  return stretches.map(({ plan, versions, interval, created_at, anchoring, phases, trial_end }) => ({
    start_date: formatInstant(interval.start),
    end_date: dateOf(interval.end),
    created_at: formatInstant(created_at),
    plan: plan && { ...plan },
    billing_cycle_anchor_configuration: encodeAnchor(anchoring.anchor),
    anchored_from: formatDate(anchoring.from),
    plan_versions: versions.map(({ at, version }) => ({ start_date: formatInstant(at), version })),
    trial_end_date: dateOf(trial_end),
    phases: phases.map((phase) => ({
      order: phase.order,
      start_date: formatInstant(phase.interval.start),
      end_date: dateOf(phase.interval.end),
    })),
  }));
}

function encodeAnchor({ day, month, year }: Anchor): Writable<BillingCycleAnchorConfiguration> {
  return { day, month, year };
}
