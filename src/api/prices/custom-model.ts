import type { Amount, ModelType, PlanInput, PlanPriceInput, PriceInput, PriceInputFields } from '../../wire/index.js';
import type { FractionInput, GroupingValue } from './usage-input.js';

/** What a custom model rates: one quantity, single events, or quantities by the values of event properties. */
export type CustomNeeds = 'quantity' | 'events' | readonly string[];

/** An event as a custom model sees it; decimals are plain texts. */
export type CustomEvent = {
  readonly properties: { readonly [key: string]: unknown };
  readonly quantity: string;
  /** In UTC. */
  readonly timestamp: string | null;
  readonly idempotency_key: string | null;
};

type CustomGroup = { readonly grouping_values: readonly GroupingValue[]; readonly quantity: string };

/** Usage as a custom model sees it; equal groups are merged and sorted, decimals are plain texts. */
export type CustomUsage<N extends CustomNeeds> = N extends 'quantity'
  ? { readonly quantity: string }
  : N extends 'events'
    ? { readonly events: readonly CustomEvent[] }
    : { readonly groups: readonly CustomGroup[] };

/** A row of a custom model; shown as rows of the third type are. */
export type CustomRow = {
  readonly name: string;
  readonly quantity: Amount;
  readonly amount: Amount;
  readonly grouping?: { readonly key: string; readonly value: GroupingValue } | null | undefined;
};

/** What a custom model is asked to rate. `fraction` is null for a whole period, and for fixed prices, which are scaled after. */
export type CustomRating<Config, N extends CustomNeeds> = {
  readonly config: Config;
  readonly usage: CustomUsage<N>;
  readonly fraction: FractionInput | null;
};

/** A price model of the caller's own: pure, and exact if its arithmetic is. */
export type CustomPriceModel<Config, N extends CustomNeeds> = {
  readonly needs: N;
  /** Rows, if there are any, have to add up to the subtotal. */
  readonly rate: (rating: CustomRating<Config, N>) => CustomResult;
};

type CustomResult = { readonly subtotal: Amount; readonly rows: readonly CustomRow[] };

/** Custom models by the name that prices give as `model_type`. */
export type CustomModelsInput = {
  readonly [model_type: string]: { readonly needs: CustomNeeds; readonly rate: (rating: never) => CustomResult };
};

/** A price of a custom model: its configuration stands under `<model_type>_config`, as with every model. */
export type CustomPriceInput<M extends string = string> = M extends ModelType
  ? never
  : PriceInputFields & { readonly model_type: M } & { readonly [K in `${M}_config`]: object };

/** A price of any model, the caller's own among them. */
export type AnyPrice = PriceInput | CustomPriceInput;

/** A plan whose prices may be of custom models. */
export type CustomPlanInput = Omit<PlanInput, 'prices'> & {
  readonly prices: readonly (
    AnyPrice | PlanPriceInput | (Omit<PlanPriceInput, 'price'> & { readonly price: AnyPrice })
  )[];
};

/** An input whose prices may be of custom models, and the models. */
export type WithCustomModels<Input> = Omit<Input, 'plan' | 'prices'> & {
  readonly plan?: CustomPlanInput | undefined;
  readonly prices?: readonly AnyPrice[] | undefined;
  /** Price models of your own, by the name that prices give as `model_type`; see `definePriceModel`. */
  readonly custom_models: CustomModelsInput;
};
