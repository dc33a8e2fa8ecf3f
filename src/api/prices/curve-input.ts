import type { Amount } from '../../wire/index.js';
import type { GroupingValue } from './usage-input.js';

/** Which part of a price's cost is asked about. */
export type PriceCurveSpan = {
  /** The first quantity, 0 or more; absent: 0. */
  readonly from?: Amount | undefined;
  /** The last quantity, above `from`. */
  readonly to: Amount;
  /** The group the curve is of, for a price that is rated on groups: a value for each of the model's keys, in their order. */
  readonly grouping_values?: readonly GroupingValue[] | undefined;
};

/** Which part of a price's cost `drawPriceCurve` shows, and how large. */
export type PriceCurveOptions = PriceCurveSpan & {
  /** Pixels, 320 to 4000. */
  readonly width?: number | undefined;
};
