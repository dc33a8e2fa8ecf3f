import type { DecimalInput } from '../decimal/index.js';
import type { AggregationKind } from './aggregations/aggregations.js';

/** A value of a metric parameter, as a literal of the expression language would have it. */
export type ParameterValue = string | number | boolean | null;

export type ParameterValues = { readonly [name: string]: ParameterValue };

export type MetricAggregation = {
  readonly kind: AggregationKind;
  /** What is aggregated, as a text of the expression language. Only `count` does without. */
  readonly expression?: string | null | undefined;
  /** What `latest` and `earliest` order events by; the timestamp if absent. */
  readonly by?: string | null | undefined;
  /** Which `percentile`, from 0 (the least) to 1 (the greatest); 0.5 is the median. */
  readonly percentile?: DecimalInput | null | undefined;
};

/**
 * How events become a quantity (SEMANTICS §3), in our own structured form.
 *
 * @example
 * ```ts
 * import { checkMetric, type Metric } from 'reckoner/metrics';
 * const metric: Metric = {
 *   event_names: ['request'],
 *   filter: `status < 500 AND region IN ('eu', 'us')`,
 *   aggregation: { kind: 'sum', expression: 'tokens' },
 *   scale: { numerator: 1, denominator: 1000 },
 * };
 * checkMetric(metric); // → []
 * ```
 */
export type Metric = {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  /** The events it listens to; all if absent. */
  readonly event_names?: readonly string[] | null | undefined;
  /** Keeps the events for which it is TRUE. */
  readonly filter?: string | null | undefined;
  readonly aggregation: MetricAggregation;
  /** Multiplies the result. */
  readonly scale?: MetricScale | null | undefined;
  /** The `{{name}}`s its texts may use, with their default values. */
  readonly parameters?: ParameterValues | null | undefined;
};

export type MetricScale = DecimalInput | { readonly numerator: DecimalInput; readonly denominator: DecimalInput };
