import type { DecimalText } from '../text.js';

/** Config of `percent`: a share (0 to 1) of other lines' subtotals, kept between two amounts. */
export type PercentConfig<Text = DecimalText, Count = number> = {
  readonly percent: Count;
  readonly minimum_amount?: Text | null;
  readonly maximum_amount?: Text | null;
  /** Scale the minimum by the share of the service period. */
  readonly prorated?: boolean;
};

/** Config of `minimum_composite`: charges what other lines' subtotals lack to reach a minimum. */
export type MinimumCompositeConfig<Text = DecimalText> = {
  readonly minimum_amount: Text;
  /** Scale the minimum by the share of the service period. */
  readonly prorated?: boolean;
};
