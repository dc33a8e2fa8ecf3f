import type { EventInput } from './event.js';
import type { MetricParameterOverrides } from './metric.js';
import type { PriceInput } from './price-input.js';
import type { Optional } from './shape.js';
import type { DateTimeText, DecimalText } from './text.js';

/** What a price comes to for one combination of grouping values, in the order the keys were asked for. */
export type EvaluatePriceGroup = {
  readonly grouping_values: readonly (string | number | boolean)[];
  readonly quantity: number;
  /** The unrounded amount. */
  readonly amount: DecimalText;
};

/** What one price comes to, by group. */
export type PriceEvaluation = { readonly data: readonly EvaluatePriceGroup[] };

/** What one of several prices comes to, naming the price by the way it was asked for. */
export type PriceEvaluationResult = {
  readonly currency: string;
  readonly price_groups: readonly EvaluatePriceGroup[];
  readonly price_id?: string | null;
  readonly external_price_id?: string | null;
  /** The position in the request of a price written out there. */
  readonly inline_price_index?: number | null;
};

/** What several prices come to. */
export type PriceEvaluations = { readonly data: readonly PriceEvaluationResult[] };

/** Which events to evaluate a price over, and how to group and read them. */
type EvaluationSettings = {
  filter: string;
  grouping_keys: readonly string[];
  metric_parameter_overrides: MetricParameterOverrides;
};

/** Whose events are meant and when: `[timeframe_start, timeframe_end)`. */
type EvaluationScope = {
  readonly timeframe_start: DateTimeText;
  readonly timeframe_end: DateTimeText;
  readonly customer_id?: string | null | undefined;
  readonly external_customer_id?: string | null | undefined;
};

/** A price to evaluate: a stored one by either id, or one written out. */
export type PriceEvaluationRequest = Optional<
  EvaluationSettings & { price_id: string; external_price_id: string; price: PriceInput }
>;

/** The request that evaluates one stored price. */
export type EvaluatePriceRequest = EvaluationScope & Optional<EvaluationSettings>;

/** The request that evaluates several prices, over given events where `events` is present. */
export type EvaluatePricesRequest = EvaluationScope &
  Optional<{ price_evaluations: readonly PriceEvaluationRequest[]; events: readonly EventInput[] }>;
