import { toNumber } from '../../../decimal/index.js';
import { meet, periodAt, type TimedAdjustment, type TimedPrice, type Timeline } from '../../../subscriptions/index.js';
import { formatInstant, type Instant } from '../../../time/index.js';
import type {
  AdjustmentInterval,
  AnchoredPriceInterval,
  OrderedAdjustmentInterval,
  Writable,
} from '../../../wire/index.js';
import { placeOf } from '../../../errors/index.js';
import { copyJson } from '../../encode/copy.js';

/** An instant as documents write it, or null. */
export function dateOf(instant: Instant | null): string | null {
  return instant === null ? null : formatInstant(instant);
}

/** Writes a price interval; its current billing period is that at an instant, null where it is not in force. */
export function encodePriceInterval(
  timed: TimedPrice,
  { zone }: Timeline,
  at: Instant,
): Writable<AnchoredPriceInterval> {
  const { price, interval, settings } = timed;
  const period = periodAt(timed, zone, at);
  return {
    id: timed.id,
    price: copyOf(price.document),
    start_date: formatInstant(interval.start),
    end_date: dateOf(interval.end),
    billing_cycle_day: timed.billing_cycle_day,
    billing_cycle_anchor_configuration: { ...timed.origin },
    current_billing_period_start_date: dateOf(period && period.start),
    current_billing_period_end_date: dateOf(period && period.end),
    can_defer_billing: settings.can_defer_billing,
    fixed_fee_quantity_transitions: price.price_type === 'fixed_price' ? encodeTransitions(timed) : null,
    filter: settings.filter,
    usage_customer_ids: settings.usage_customer_ids && [...settings.usage_customer_ids],
    metric_parameter_overrides: copyOf(settings.metric_parameter_overrides),
  };
}

function encodeTransitions({ price, transitions }: TimedPrice) {
  return transitions.map(({ at, quantity, is_foreseen = false }) => ({
    price_id: price.id,
    effective_date: formatInstant(at),
    quantity: toNumber(quantity),
    // Orb's document has no word for it; a later step and the period's invoice need to know.
    ...(is_foreseen && { is_foreseen }),
  }));
}

/** Writes all adjustment intervals by start date, as the document says, and how they were created where that is otherwise. */
export function encodeAdjustmentIntervals(timeline: Timeline): Writable<OrderedAdjustmentInterval>[] {
  const created = timeline.adjustments.map((timed, creation_order) => ({ timed, creation_order }));
  const sorted = [...created].sort((a, b) => a.timed.interval.start - b.timed.interval.start);
  const isInOrder = sorted.every(({ creation_order }, position) => creation_order === position);
  return sorted.map(({ timed, creation_order }) => ({
    ...encodeAdjustmentInterval(timed, timeline),
    ...(!isInOrder && { creation_order }),
  }));
}

/** Writes an adjustment interval with the price intervals that it covers by name while both are in force. */
function encodeAdjustmentInterval(timed: TimedAdjustment, { prices }: Timeline): Writable<AdjustmentInterval> {
  const { adjustment, interval } = timed;
  const { applies_to_price_ids, filters } = adjustment.document;
  // What filters select beside the named prices has no names here; listing some intervals would leave it out.
  const isByName = applies_to_price_ids.length === 0 || filters.length === 0;
  const named = isByName ? prices.filter(({ price }) => adjustment.price_ids.includes(price.id)) : [];
  const covered = named.filter((one) => meet(one.interval, interval));
  return {
    id: timed.id,
    adjustment: copyOf(adjustment.document),
    start_date: formatInstant(interval.start),
    end_date: dateOf(interval.end),
    applies_to_price_interval_ids: covered.map(({ id }) => id),
  };
}

/** A copy that shares nothing with the input it came from. */
export function copyOf<T>(value: T): Writable<T> {
  return copyJson(value, placeOf('subscription')) as Writable<T>;
}
