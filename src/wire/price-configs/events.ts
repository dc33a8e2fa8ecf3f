import type { DecimalText } from '../text.js';
import type { MatrixValue } from './matrix.js';

/** Config of `event_output`: every event states its own rate in a property. */
export type EventOutputConfig<Text = DecimalText> = {
  readonly unit_rating_key: string;
  readonly grouping_key?: string | null;
  /** The rate of events that state none; without it they are free. */
  readonly default_unit_rate?: Text | null;
};

/** Config of `daily_credit_allowance`: a matrix rated per day, less an allowance for each day. */
export type DailyCreditAllowanceConfig<Text = DecimalText> = {
  readonly event_day_property: string;
  readonly daily_allowance: Text;
  readonly dimensions: readonly (string | null)[];
  readonly default_unit_amount: Text;
  readonly matrix_values: readonly MatrixValue<Text>[];
};

/** Config of `metered_allowance`: one group consumes, another earns an allowance that offsets it. */
export type MeteredAllowanceConfig<Text = DecimalText> = {
  readonly grouping_key: string;
  readonly consumption_grouping_value: string;
  readonly allowance_grouping_value: string;
  readonly unit_amount: Text;
  readonly consumption_display_name?: string;
  readonly allowance_display_name?: string;
};
