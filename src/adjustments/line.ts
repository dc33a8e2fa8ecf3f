import { sumLater, zero, type Exact } from '../decimal/index.js';
import type { Place } from '../errors/index.js';
import type { Fraction } from '../prices/index.js';
import type { Instant } from '../time/index.js';
import type { Adjustment } from './adjustment.js';
import type { PriceSubject } from './subject.js';

/** What a price costs with `units` less usage, exactly; no usage left costs what nothing costs (D3). */
export type ReducedSubtotal = (units: Exact) => Exact;

/** A line before its adjustments; `place` is where it stands in the input. */
export type AdjustableLine = {
  readonly subject: PriceSubject;
  readonly price_interval_id: string;
  readonly place: Place;
  /** The date by which adjustments are in force on it: that on which its period as a whole is invoiced (§6). */
  readonly adjusted_at: Instant;
  /** Exact, in the price's currency. */
  readonly subtotal: Exact;
  /** The share of its period that the line covers; null: the whole. */
  readonly fraction: Fraction | null;
  /** Null where usage cannot be taken off: a composite price, or a subtotal that was given. */
  readonly reducedSubtotal: ReducedSubtotal | null;
};

/** What one adjustment did to one line. */
export type AdjustmentStep = {
  readonly adjustment: Adjustment;
  /** Exact and signed: a discount is below zero, a minimum above. */
  readonly change: Exact;
  /** The change as shown: with those of the line's other steps it leads from the shown subtotal to the adjusted one. */
  readonly shown_change: Exact;
};

/** A line after its adjustments: exact, and as shown (§1.2 steps 2 and 3). */
export type AdjustedLine = {
  readonly exact_subtotal: Exact;
  readonly exact_adjusted_subtotal: Exact;
  readonly subtotal: Exact;
  readonly adjusted_subtotal: Exact;
  /** In the order in which they acted. */
  readonly steps: readonly AdjustmentStep[];
};

/** a − d, what minimums raised a line by (§8.2): all that changed it from the first of them on is theirs or a maximum's. */
export function raisedByMinimums({ steps }: AdjustedLine): Exact {
  const first = steps.findIndex(({ adjustment }) => adjustment.adjustment_type === 'minimum');
  return first < 0 ? zero : sumLater(steps.slice(first).map(({ change }) => change));
}
