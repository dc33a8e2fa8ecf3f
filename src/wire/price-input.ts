import type { Allocation } from './allocation.js';
import type { ConversionRateConfigInput } from './conversion.js';
import type { BillingCycleConfiguration, BillingMode, Cadence } from './cycle.js';
import type { DimensionalPriceConfigurationInput } from './dimensional-price.js';
import type { DiscountInput, MaximumInput, MinimumInput } from './discount.js';
import type { PriceFilter } from './filter.js';
import type { LicenseAllocationInput, LicenseType } from './license.js';
import type { PriceType } from './price.js';
import type { ModelType, PriceModelConfigs } from './price-model-configs.js';
import type { NamedReference, Reference } from './reference.js';
import type { Optional } from './shape.js';
import type { Amount, DateTimeText, MetadataInput } from './text.js';

/** What a price may carry besides its model, from a response and from a create body alike; all of it optional. */
export type PriceInputFields = Optional<{
  id: string;
  name: string;
  external_price_id: string;
  replaces_price_id: string;
  price_type: PriceType;
  created_at: DateTimeText;
  cadence: Cadence;
  billing_mode: BillingMode;
  billed_in_advance: boolean;
  billing_cycle_configuration: BillingCycleConfiguration;
  invoicing_cycle_configuration: BillingCycleConfiguration;
  billable_metric: Reference;
  billable_metric_id: string;
  dimensional_price_configuration: DimensionalPriceConfigurationInput;
  fixed_price_quantity: Amount;
  plan_phase_order: number;
  currency: string;
  conversion_rate: Amount;
  conversion_rate_config: ConversionRateConfigInput;
  item: NamedReference;
  item_id: string;
  credit_allocation: Allocation;
  composite_price_filters: readonly PriceFilter[];
  invoice_grouping_key: string;
  license_type: LicenseType;
  license_type_id: string;
  license_allocations: readonly LicenseAllocationInput[];
  discount: DiscountInput;
  discounts: readonly DiscountInput[];
  minimum: MinimumInput;
  minimum_amount: Amount;
  maximum: MaximumInput;
  maximum_amount: Amount;
  reference_id: string;
  metadata: MetadataInput;
}>;

/** A price of one model as it is accepted; only `model_type` and `<model_type>_config` are needed to rate it. */
export type PriceInputOf<M extends ModelType> = PriceInputFields & {
  readonly model_type: M;
} & { readonly [K in `${M}_config`]: PriceModelConfigs[M] };

/**
 * A price as it is accepted, of any of the 38 models: a fetched document, a create body for a plan, a subscription or
 * on its own, or just the few keys a computation needs. Amounts and quantities may be text or numbers.
 */
export type PriceInput = { readonly [M in ModelType]: PriceInputOf<M> }[ModelType];
