import type { DecimalText } from '../text.js';

/** Config of `bps`: basis points (hundredths of a percent) of each event's value, capped per event. */
export type BpsConfig<Text = DecimalText, Count = number> = {
  readonly bps: Count;
  readonly per_unit_maximum?: Text | null;
};

/** The basis points charged while the period's value stays within `maximum_amount`; open when null or missing. */
export type BulkBpsTier<Text = DecimalText, Count = number> = BpsConfig<Text, Count> & {
  readonly maximum_amount?: Text | null;
};

/** Config of `bulk_bps`: all events at the basis points of the tier that holds the period's value. */
export type BulkBpsConfig<Text = DecimalText, Count = number> = { readonly tiers: readonly BulkBpsTier<Text, Count>[] };

/** The basis points charged on the part of the running value between two amounts. */
export type TieredBpsTier<Text = DecimalText, Count = number> = BulkBpsTier<Text, Count> & {
  readonly minimum_amount: Text;
};

/** Config of `tiered_bps`: each event is split over the tiers its value passes through. */
export type TieredBpsConfig<Text = DecimalText, Count = number> = {
  readonly tiers: readonly TieredBpsTier<Text, Count>[];
};
