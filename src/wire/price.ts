import type { Allocation } from './allocation.js';
import type { ConversionRateConfig } from './conversion.js';
import type { BillingCycleConfiguration, BillingMode, Cadence } from './cycle.js';
import type { DimensionalPriceConfiguration } from './dimensional-price.js';
import type { Discount, Maximum, Minimum } from './discount.js';
import type { PriceFilter } from './filter.js';
import type { LicenseType } from './license.js';
import type { CurrentModelType, LegacyModelType, PriceDocumentConfigs } from './price-model-configs.js';
import type { NamedReference, Reference } from './reference.js';
import type { DateTimeText, DecimalText, Metadata } from './text.js';

/** Whether a price charges metered usage, a quantity of its own, or other lines. */
export type PriceType = 'usage_price' | 'fixed_price' | 'composite_price';

/** What every price document carries besides its model and the model's config. */
export type PriceFields = {
  readonly id: string;
  readonly name: string;
  readonly external_price_id: string | null;
  readonly replaces_price_id: string | null;
  readonly price_type: PriceType;
  readonly created_at: DateTimeText;
  readonly cadence: Cadence;
  readonly billing_mode: BillingMode;
  readonly billing_cycle_configuration: BillingCycleConfiguration;
  readonly invoicing_cycle_configuration: BillingCycleConfiguration | null;
  readonly billable_metric: Reference | null;
  readonly dimensional_price_configuration?: DimensionalPriceConfiguration | null;
  readonly fixed_price_quantity: number | null;
  readonly plan_phase_order: number | null;
  /** An ISO 4217 code or the name of a custom unit. */
  readonly currency: string;
  readonly conversion_rate: number | null;
  readonly conversion_rate_config: ConversionRateConfig | null;
  readonly item: NamedReference;
  readonly credit_allocation: Allocation | null;
  readonly composite_price_filters: readonly PriceFilter[] | null;
  readonly invoice_grouping_key: string | null;
  readonly license_type?: LicenseType | null;
  readonly discount: Discount | null;
  readonly minimum: Minimum | null;
  readonly minimum_amount: DecimalText | null;
  readonly maximum: Maximum | null;
  readonly maximum_amount: DecimalText | null;
  readonly metadata: Metadata;
};

/** The price document of one model: its config stands under `<model_type>_config`. */
export type PriceOf<M extends CurrentModelType | LegacyModelType> = PriceFields & {
  readonly model_type: M;
} & { readonly [K in `${M}_config`]: PriceDocumentConfigs[M] };

/** A price as Orb returns it, discriminated by `model_type`: the 35 models of the API description. */
export type Price = { readonly [M in CurrentModelType]: PriceOf<M> }[CurrentModelType];

/** A price of one of the three models older contracts use; the `orb-billing` types do not know them. */
export type LegacyPrice = { readonly [M in LegacyModelType]: PriceOf<M> }[LegacyModelType];
