import type { DecimalText } from '../text.js';

/** The rate of one cell: its dimension values in the order of `dimensions`; null stands for a missing property. */
export type MatrixValue<Text = DecimalText> = {
  readonly dimension_values: readonly (string | null)[];
  readonly unit_amount: Text;
};

/** Config of `matrix`: the rate depends on one or two event properties, with a default for the rest. */
export type MatrixConfig<Text = DecimalText> = {
  readonly dimensions: readonly (string | null)[];
  readonly default_unit_amount: Text;
  readonly matrix_values: readonly MatrixValue<Text>[];
};

/** Config of `matrix_with_allocation`: a matrix over what exceeds a free allocation of units. */
export type MatrixWithAllocationConfig<Text = DecimalText> = MatrixConfig<Text> & { readonly allocation: Text };

/** The rate of one property value and the name its row carries. */
export type DisplayNamedRate<Text = DecimalText> = {
  readonly dimension_value: string;
  readonly display_name: string;
  readonly unit_amount: Text;
};

/** Config of `matrix_with_display_name`: one dimension whose values are charged under names of their own. */
export type MatrixWithDisplayNameConfig<Text = DecimalText> = {
  readonly dimension: string;
  readonly unit_amounts: readonly DisplayNamedRate<Text>[];
};

/** The rate of one cell addressed by a first and, where the matrix has two dimensions, a second value. */
export type MatrixCell<Text = DecimalText> = {
  readonly first_dimension_value: string;
  readonly second_dimension_value?: string | null;
  readonly unit_amount: Text;
};

/** Cells that share a discount on their spend; both percentages are fractions between 0 and 1. */
export type ThresholdDiscountGroup<Text = DecimalText> = {
  readonly description?: string | null;
  /** Cells as `first,second` pairs separated by `;`. */
  readonly cell_coordinates: string;
  readonly threshold_amount: Text;
  readonly below_threshold_discount_percentage: Text;
  readonly above_threshold_discount_percentage: Text;
};

/** Config of `matrix_with_threshold_discounts`: a matrix less discounts that grow with the spend of chosen cells. */
export type MatrixWithThresholdDiscountsConfig<Text = DecimalText> = {
  readonly first_dimension: string;
  readonly second_dimension?: string | null;
  readonly default_unit_amount: Text;
  readonly matrix_values: readonly MatrixCell<Text>[];
  readonly threshold_discount_groups?: readonly ThresholdDiscountGroup<Text>[];
};
