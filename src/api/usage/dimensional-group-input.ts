import type { DimensionalPriceGroup } from '../../wire/index.js';

/** A dimensional price group, as far as reports need it. */
export type DimensionalGroupInput = Pick<DimensionalPriceGroup, 'id' | 'dimensions' | 'billable_metric_id'> &
  Partial<DimensionalPriceGroup>;
