import type { Decimal } from '../decimal/index.js';
import type { Fields } from '../errors/index.js';
import type { Charge } from './charge.js';
import type { Fraction } from './fraction.js';
import type { Matrix } from './parts/matrix.js';
import type { Schedule } from './parts/schedule.js';
import type { UsageOf, UsageShape } from './usage.js';

/** A model's configuration, read once: it turns usage of one shape into charges as often as asked. */
type Plan<S extends UsageShape> = {
  readonly shape: S;
  /** Whether a usage price is scaled by its service-period fraction. Fixed prices always are (§2.1). */
  readonly prorated: boolean;
  /** Whether a negative quantity has a meaning, P(−q) = −P(q), where the policy allows it (§2.1); absent: no. */
  readonly odd?: boolean;
  /** The charges; `fraction`, null for a whole period, is for the models that scale only a part of the amount. */
  charges(usage: UsageOf<S>, fraction: Fraction | null): readonly Charge[];
  /** The line's quantity where it is not the metered one. */
  lineQuantity?(usage: UsageOf<S>): Decimal;
};

/** A plan that rates one quantity (§2.1, Q). */
export type QuantityPlan = Plan<'quantity'> & {
  /** What the charges add up to, for models that can say it as a table. */
  readonly schedule?: Schedule;
};

/** A plan that rates quantities grouped by event properties (§2.1, G); groups arrive as given, equal ones not merged. */
export type GroupsPlan = Plan<'groups'> & {
  /** The event properties whose values are the `grouping_values`, in this order. */
  readonly grouping_keys: readonly string[];
  /** The cells, for models whose charges add up to Σ q · rate of the cell. */
  readonly cells?: Matrix;
  /** What the charges of one merged group add up to, for models whose charges are those of each group. */
  readonly schedule?: Schedule;
};

/** A plan that rates single events (§2.1, E), in the order given. */
export type EventsPlan = Plan<'events'>;

/** A plan that rates the subtotals of other lines (§2.1, C). */
export type ComponentsPlan = Plan<'components'>;

/** A plan of any shape. */
export type RatingPlan = QuantityPlan | GroupsPlan | EventsPlan | ComponentsPlan;

/**
 * One price model: reads a configuration into the plan by which usage becomes charges.
 *
 * It never throws for bad configuration: it appends issues (path and fix) and returns a plan nobody will use.
 */
export type PriceModel = (config: Fields) => RatingPlan;
