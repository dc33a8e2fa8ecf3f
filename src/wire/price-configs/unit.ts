import type { DecimalText } from '../text.js';

/** Config of `unit`: every unit costs `unit_amount`. */
export type UnitConfig<Text = DecimalText> = {
  readonly unit_amount: Text;
  /** Scale the charge by the share of the service period that is billed. */
  readonly prorated?: boolean;
};

/** Config of `unit_with_proration`: a unit price always scaled by the share of the service period. */
export type UnitWithProrationConfig<Text = DecimalText> = { readonly unit_amount: Text };

/** Config of `unit_with_percent`: a unit price of which `percent` of a hundred is charged. */
export type UnitWithPercentConfig<Text = DecimalText> = { readonly unit_amount: Text; readonly percent: Text };
