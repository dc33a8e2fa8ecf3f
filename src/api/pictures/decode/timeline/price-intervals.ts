import { decimalAt, formatDecimal } from '../../../../decimal/index.js';
import { isGiven, openChild, optionalText, requiredText, valueAt, type Fields } from '../../../../errors/index.js';
import { alignCycle, billingPeriods, type Anchor, type CycleLength, type Interval } from '../../../../cycles/index.js';
import type { CivilDate, Instant, Period, TimeZone } from '../../../../time/index.js';
import { readCycleLength, readDay, wholeAt } from '../../../cycles/decode/cycle.js';
import { readIntervals, readOpenInterval } from './interval.js';

/** A price in force, as it is drawn. */
export type DrawnPrice = {
  readonly interval_id: string | null;
  readonly price_id: string;
  readonly name: string;
  readonly interval: Interval;
  /** Null: one time, or not said. */
  readonly length: CycleLength | null;
  readonly anchor_day: number | null;
  readonly terms: string;
  readonly phase: number | null;
  /** A fixed fee's own quantity; null for usage. */
  readonly quantity: string | null;
};

/** A quantity of a fixed fee from an instant on. */
export type ScheduledQuantity = { readonly price_id: string; readonly interval: Interval; readonly quantity: string };

/** Reads `price_intervals`. */
export function readPriceIntervals(subscription: Fields, zone: TimeZone): readonly DrawnPrice[] {
  return readIntervals(subscription, 'price_intervals', (fields) => readPriceInterval(fields, zone));
}

/** Reads `fixed_fee_quantity_schedule`. */
export function readQuantities(subscription: Fields, zone: TimeZone): readonly ScheduledQuantity[] {
  return readIntervals(subscription, 'fixed_fee_quantity_schedule', (fields) => {
    const interval = readOpenInterval(fields, zone);
    const [price_id, quantity] = [requiredText(fields, 'price_id'), decimalAt(fields, 'quantity')];
    return interval && quantity !== undefined ? { price_id, interval, quantity: formatDecimal(quantity) } : null;
  });
}

function readPriceInterval(fields: Fields, zone: TimeZone): DrawnPrice | null {
  const interval = readOpenInterval(fields, zone);
  const price = openChild(fields, 'price');
  if (price === null) return null;
  const price_id = requiredText(price, 'id');
  const isFixed = isGiven(valueAt(price, 'fixed_price_quantity'));
  const drawn = {
    interval_id: optionalText(fields, 'id'),
    price_id,
    name: optionalText(price, 'name') ?? price_id,
    length: isGiven(valueAt(price, 'cadence')) ? readCycleLength(price) : null,
    anchor_day: isGiven(valueAt(fields, 'billing_cycle_day')) ? readDay(fields, 'billing_cycle_day') : null,
    terms: termsOf(price),
    phase: isGiven(valueAt(price, 'plan_phase_order')) ? readOrder(price, 'plan_phase_order') : null,
    quantity: isFixed ? quantityOf(price) : null,
  };
  return interval && { ...drawn, interval };
}

/** Reads the order of a phase, a whole number. */
export function readOrder(fields: Fields, key: string): number | null {
  return wholeAt(fields, key, { least: 0, most: 10_000, code: 'invalid_type' });
}

function quantityOf(price: Fields): string | null {
  const quantity = decimalAt(price, 'fixed_price_quantity');
  return quantity === undefined ? null : formatDecimal(quantity);
}

/** What a price is in a few words: fixed or usage, how often, and when it bills. */
function termsOf(price: Fields): string {
  const kinds = [
    optionalText(price, 'price_type')?.replace('_price', ''),
    optionalText(price, 'cadence')?.replaceAll('_', ' '),
    optionalText(price, 'billing_mode')?.replaceAll('_', ' '),
  ];
  return kinds.filter((kind) => kind !== undefined).join(', ');
}

/** Where boundaries are counted from, and how much of them is seen. */
export type BoundaryView = {
  readonly start: CivilDate;
  readonly anchor: Anchor;
  readonly zone: TimeZone;
  readonly span: Period;
  readonly width: number;
};

const leastPixels = 4;
const millisOf = { day: 86_400_000, month: 2_629_800_000 };

/** The starts of a price's billing periods within the picture; none where they would stand too close to be seen. */
export function boundariesOf({ length, anchor_day, interval }: DrawnPrice, view: BoundaryView): readonly Instant[] {
  const { start, zone, span, width } = view;
  if (length === null) return [];
  const most = width / leastPixels;
  if ((span.end - span.start) / (length.count * millisOf[length.unit]) > most) return [];
  const isAnchored = anchor_day === null || anchor_day === view.anchor.day;
  const anchor = isAnchored ? view.anchor : { day: anchor_day, month: null, year: null };
  const grid = alignCycle({ length, anchor, start, zone });
  return billingPeriods({ grid, interval }, span, most + 3).map((period) => period.start);
}
