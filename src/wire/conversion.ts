import type { Tier } from './price-configs/tiered.js';
import type { Amount, DecimalText } from './text.js';

/** Converts units of a custom currency at one rate. */
export type UnitConversionRateConfig<Text = DecimalText> = {
  readonly conversion_rate_type: 'unit';
  readonly unit_config: { readonly unit_amount: Text };
};

/** Converts units of a custom currency at graduated rates. */
export type TieredConversionRateConfig<Text = DecimalText, Count = number> = {
  readonly conversion_rate_type: 'tiered';
  readonly tiered_config: { readonly tiers: readonly Tier<Text, Count>[] };
};

/** How a price's currency, when it is a custom unit, becomes money. */
export type ConversionRateConfig = UnitConversionRateConfig | TieredConversionRateConfig;

/** A {@link ConversionRateConfig} as it is accepted. */
export type ConversionRateConfigInput = UnitConversionRateConfig<Amount> | TieredConversionRateConfig<Amount, Amount>;
