import type { PoliciesInput } from '../../wire/index.js';
import type { CustomModelsInput } from './custom-model.js';
import type { FractionInput } from './usage-input.js';

/** What a rating may depend on besides price and usage. */
export type RatingContext = {
  /** The share of the service period, where a period was cut; absent: the whole period. */
  readonly fraction?: FractionInput | null | undefined;
  readonly policies?: PoliciesInput | undefined;
  /** Price models of your own, by the name that prices give as `model_type`; see `definePriceModel`. */
  readonly custom_models?: CustomModelsInput | undefined;
};
