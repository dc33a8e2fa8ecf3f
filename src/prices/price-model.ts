import type { Decimal } from '../decimal/index.js';
import type { Fields } from '../errors/index.js';
import type { ModelType } from '../wire/index.js';
import type { Charge } from './charge.js';
import type { UsageGroup } from './usage.js';

/** A model's configuration, read once: it turns a quantity into charges as often as asked. */
export type RatingPlan = QuantityPlan | GroupsPlan;

/** A plan that rates one quantity (§2.1, Q). */
export type QuantityPlan = {
  readonly shape: 'quantity';
  /** Whether a usage price is scaled by its service-period fraction. Fixed prices always are (§2.1). */
  readonly prorated: boolean;
  charges(quantity: Decimal): readonly Charge[];
};

/** A plan that rates quantities grouped by event properties (§2.1, G); groups arrive as given, equal ones not merged. */
export type GroupsPlan = {
  readonly shape: 'groups';
  readonly prorated: boolean;
  /** The event properties whose values are the `grouping_values`, in this order. */
  readonly grouping_keys: readonly string[];
  charges(groups: readonly UsageGroup[]): readonly Charge[];
};

/**
 * One price model: how a configuration is read and how a quantity becomes charges.
 *
 * `prepare` never throws for bad configuration: it appends issues (path and fix) and returns a plan nobody will use.
 */
export type PriceModel<M extends ModelType> = {
  readonly model_type: M;
  /** One sentence for people choosing a model. */
  readonly summary: string;
  /** Whether, with rates that are not negative, more usage never costs less. */
  readonly monotone: boolean;
  /** Whether a negative quantity has a meaning, P(−q) = −P(q), where the policy allows it (§2.1). */
  readonly odd: boolean;
  prepare(config: Fields): RatingPlan;
};
