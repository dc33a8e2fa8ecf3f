import { readCreationOrder } from '../../../adjustments/index.js';
import { numberFigureAt, one as oneUnit } from '../../../decimal/index.js';
import type { Interval } from '../../../cycles/index.js';
import type { Redemption } from '../../../coupons/index.js';
import {
  isGiven,
  isObject,
  isTextList,
  openChild,
  optionalFlag,
  optionalText,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
} from '../../../errors/index.js';
import {
  originOf,
  type IntervalSettings,
  type QuantityTransition,
  type Stretch,
  type SubscribedPrice,
  type TimedAdjustment,
  type TimedPrice,
  type Timeline,
} from '../../../subscriptions/index.js';
import type { CivilDate, TimeZone } from '../../../time/index.js';
import { readAnchor } from '../../cycles/decode/cycle.js';
import { instantAt, objectsAt } from '../../decode/document-fields.js';
import { boundaryAt } from '../../decode/period.js';
import { readAdjustmentInput } from './adjustment.js';
import { readPriceDocument } from './price-document.js';
import { readInterval } from './interval.js';
import { readStretches } from './stretches.js';

/** Reads a subscription's document and schedule as a timeline; faults are appended. */
export function readTimeline(subscription: Fields, input: Fields, zone: TimeZone): Timeline {
  const interval = readInterval(subscription, zone);
  const stretches = readStretches(input, subscription, { zone, interval });
  const first = stretches[0] as Stretch;
  return {
    id: requiredText(subscription, 'id'),
    zone,
    interval,
    stretches,
    prices: objectsAt(subscription, 'price_intervals').flatMap((fields) => readPrice(fields, stretches, zone)),
    adjustments: readAdjustments(subscription, zone),
    redemption: readRedemption(subscription, first.interval),
  };
}

function readPrice(fields: Fields, stretches: readonly Stretch[], zone: TimeZone): readonly TimedPrice[] {
  const document = openChild(fields, 'price');
  const price = document && readPriceDocument(document);
  if (price === null) return [];
  const interval = readInterval(fields, zone);
  const origin = readOrigin(fields, { price, stretches, interval, zone });
  const day = valueAt(fields, 'billing_cycle_day');
  return [
    {
      id: requiredText(fields, 'id'),
      price,
      interval,
      origin,
      billing_cycle_day: typeof day === 'number' ? day : origin.day,
      transitions: readTransitions(fields, zone),
      settings: readIntervalSettings(fields),
    },
  ];
}

type OriginContext = {
  readonly price: SubscribedPrice;
  readonly stretches: readonly Stretch[];
  readonly interval: Interval;
  readonly zone: TimeZone;
};

/** The whole date we wrote, or else the stretch's anchor on the interval's own day. */
function readOrigin(fields: Fields, context: OriginContext): CivilDate {
  const key = 'billing_cycle_anchor_configuration';
  const anchor = isGiven(valueAt(fields, key)) ? readAnchor(fields, key) : null;
  if (anchor === null || anchor.month === null || anchor.year === null) return usualOrigin(fields, context);
  return { year: anchor.year, month: anchor.month, day: anchor.day };
}

function usualOrigin(fields: Fields, { price, stretches, interval, zone }: OriginContext): CivilDate {
  const begun = stretches.filter((stretch) => stretch.interval.start <= interval.start);
  const { anchoring } = (begun.at(-1) ?? stretches[0]) as Stretch;
  const day = valueAt(fields, 'billing_cycle_day');
  const isDay = typeof day === 'number' && day >= 1 && day <= 31;
  return originOf(price, isDay ? { ...anchoring, anchor: { ...anchoring.anchor, day } } : anchoring, zone);
}

/** Reads the list of changes of a fixed price's quantity, ascending. */
export function readTransitions(fields: Fields, zone: TimeZone): readonly QuantityTransition[] {
  return objectsAt(fields, 'fixed_fee_quantity_transitions')
    .flatMap((transition) => {
      const at = boundaryAt(transition, 'effective_date', zone);
      const quantity = numberFigureAt(transition, 'quantity') ?? oneUnit;
      const is_foreseen = optionalFlag(transition, 'is_foreseen');
      return at === undefined ? [] : [{ at, quantity, ...(is_foreseen && { is_foreseen }) }];
    })
    .sort((a, b) => a.at - b.at);
}

/** Reads what an interval says of its usage. */
export function readIntervalSettings(fields: Fields): IntervalSettings {
  return {
    can_defer_billing: optionalFlag(fields, 'can_defer_billing'),
    filter: optionalText(fields, 'filter'),
    usage_customer_ids: readCustomerIds(fields),
    metric_parameter_overrides: readOverrides(fields),
  };
}

/** Reads whose usage counts; null where nothing is said. */
export function readCustomerIds(fields: Fields): readonly string[] | null {
  const ids = valueAt(fields, 'usage_customer_ids');
  if (!isGiven(ids)) return null;
  if (isTextList(ids)) return [...ids];
  report(fields, 'usage_customer_ids', wanting(ids, 'a list of customer ids'));
  return null;
}

/** Reads the parameters of a metric that an interval sets; null where nothing is said. */
export function readOverrides(fields: Fields): IntervalSettings['metric_parameter_overrides'] {
  const overrides = valueAt(fields, 'metric_parameter_overrides');
  if (!isGiven(overrides) || isObject(overrides)) return isObject(overrides) ? overrides : null;
  report(fields, 'metric_parameter_overrides', wanting(overrides, 'an object of parameters'));
  return null;
}

/** In the order of their creation, which need not be that of the list. */
function readAdjustments(subscription: Fields, zone: TimeZone): readonly TimedAdjustment[] {
  return objectsAt(subscription, 'adjustment_intervals')
    .map((fields, position) => ({
      order: readCreationOrder(fields) ?? position,
      timed: readAdjustment(fields, zone),
    }))
    .sort((a, b) => a.order - b.order)
    .flatMap(({ timed }) => timed);
}

/** An adjustment is completed and checked as one that a request writes out; its price ids are taken as they are. */
function readAdjustment(fields: Fields, zone: TimeZone): readonly TimedAdjustment[] {
  const document = openChild(fields, 'adjustment');
  if (document === null) return [];
  const default_id = requiredText(document, 'id');
  const adjustment = readAdjustmentInput(document, { default_id, price_named: (name) => name });
  if (adjustment === null) return [];
  return [{ id: requiredText(fields, 'id'), adjustment, interval: readInterval(fields, zone) }];
}

function readRedemption(subscription: Fields, { start }: Interval): Redemption | null {
  if (!isGiven(valueAt(subscription, 'redeemed_coupon'))) return null;
  const coupon = openChild(subscription, 'redeemed_coupon');
  if (coupon === null) return null;
  return {
    coupon_id: requiredText(coupon, 'coupon_id'),
    start: instantAt(coupon, 'start_date') ?? start,
    end: instantAt(coupon, 'end_date'),
  };
}
