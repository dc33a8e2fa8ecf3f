import type { DecimalText } from '../text.js';

/** The rate of one group value above one bound of the usage of all groups; `grouping_key` holds the value. */
export type CumulativeGroupRate<Text = DecimalText> = {
  readonly grouping_key: string;
  readonly tier_lower_bound: Text;
  readonly unit_amount: Text;
};

/** Config of `cumulative_grouped_bulk`: a group's rate depends on the usage of all groups together. */
export type CumulativeGroupedBulkConfig<Text = DecimalText> = {
  readonly group: string;
  readonly dimension_values: readonly CumulativeGroupRate<Text>[];
};

/** Config of `cumulative_grouped_allocation`: usage is free within a group's own and a common allocation. */
export type CumulativeGroupedAllocationConfig<Text = DecimalText> = {
  readonly grouping_key: string;
  readonly group_allocation: Text;
  readonly cumulative_allocation: Text;
  readonly unit_amount: Text;
};
