import type { ParameterValues } from '../../metrics/index.js';
import type { EventInput, PoliciesInput, PriceEvaluationRequest, PriceInput } from '../../wire/index.js';
import type { AnyPrice, CustomModelsInput } from '../prices/custom-model.js';
import type { MeasuredUsage } from './report-inputs.js';
import type { MetricInput } from '../usage/metric-input.js';
import type { DimensionalGroupInput } from '../usage/dimensional-group-input.js';

/** What is evaluated when, over whose events. */
type EvaluationInput = {
  /** The metrics that the prices name. */
  readonly metrics?: readonly MetricInput[] | undefined;
  /** Identical repeats of a key count once. */
  readonly events?: Iterable<EventInput> | undefined;
  /** What a database counted, by the ids of the questions of `evaluationToMeasure`; wins over `events`. */
  readonly usage?: MeasuredUsage | undefined;
  readonly timeframe_start: string;
  /** Exclusive; default: `at`. */
  readonly timeframe_end?: string | null | undefined;
  /** The caller's now; given, it bounds how long ago the timeframe may start. */
  readonly at?: string | null | undefined;
  /** Whose events count, by either reference or both; without any, everybody's. An event that names nobody is theirs. */
  readonly customer_id?: string | null | undefined;
  readonly external_customer_id?: string | null | undefined;
  /** Of the prices that name none. */
  readonly currency?: string | null | undefined;
  /** The groups that the prices' `dimensional_price_configuration` names. */
  readonly dimensional_price_groups?: readonly DimensionalGroupInput[] | undefined;
  readonly policies?: PoliciesInput | null | undefined;
};

export type EvaluatePricesInput = EvaluationInput & {
  readonly price_evaluations: readonly PriceEvaluationRequest[];
  /** The prices that `price_id` and `external_price_id` refer to. */
  readonly prices?: readonly PriceInput[] | undefined;
};

export type EvaluatePriceInput = EvaluationInput & {
  readonly price: PriceInput;
  /** A further condition, in the expression language. */
  readonly filter?: string | null | undefined;
  /** Properties, or expressions, to group by. */
  readonly grouping_keys?: readonly string[] | null | undefined;
  readonly metric_parameter_overrides?: ParameterValues | null | undefined;
};

type OfCustomModels = { readonly custom_models: CustomModelsInput };

/** The same with prices of models of your own. */
export type CustomEvaluatePricesInput = Omit<EvaluatePricesInput, 'prices' | 'price_evaluations'> &
  OfCustomModels & {
    readonly prices?: readonly AnyPrice[] | undefined;
    readonly price_evaluations: readonly (Omit<PriceEvaluationRequest, 'price'> & {
      readonly price?: AnyPrice | null;
    })[];
  };

/** The same with a price of a model of your own. */
export type CustomEvaluatePriceInput = Omit<EvaluatePriceInput, 'price'> &
  OfCustomModels & { readonly price: AnyPrice };
