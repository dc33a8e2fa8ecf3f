import type { Metadata, MetadataInput } from './text.js';

/** Which events of a group's metric a price rates: those whose properties equal these values, in the group's order. */
export type DimensionalPriceConfiguration = {
  readonly dimensional_price_group_id: string;
  readonly dimension_values: readonly string[];
};

/** A {@link DimensionalPriceConfiguration} as it is accepted: the group by either of its ids. */
export type DimensionalPriceConfigurationInput = {
  readonly dimension_values: readonly string[];
  readonly dimensional_price_group_id?: string | null | undefined;
  readonly external_dimensional_price_group_id?: string | null | undefined;
};

/** A metric and the event properties by which several prices divide its usage among themselves. */
export type DimensionalPriceGroup = {
  readonly id: string;
  readonly name: string;
  readonly external_dimensional_price_group_id: string | null;
  readonly dimensions: readonly string[];
  readonly billable_metric_id: string;
  readonly metadata: Metadata;
};

/** The request that creates a {@link DimensionalPriceGroup}. */
export type NewDimensionalPriceGroup = {
  readonly name: string;
  readonly dimensions: readonly string[];
  readonly billable_metric_id: string;
  readonly external_dimensional_price_group_id?: string | null | undefined;
  readonly metadata?: MetadataInput | null | undefined;
};
