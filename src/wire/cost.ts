import type { Price } from './price.js';
import type { DateTimeText, DecimalText } from './text.js';

/** What one price came to in a timeframe, before (`subtotal`) and after (`total`) minimums and discounts. */
export type PerPriceCost = {
  readonly price: Price;
  readonly price_id: string;
  readonly quantity?: number | null;
  readonly subtotal: DecimalText;
  readonly total: DecimalText;
};

/** What all prices came to over `[timeframe_start, timeframe_end)`. */
export type AggregatedCost = {
  readonly timeframe_start: DateTimeText;
  readonly timeframe_end: DateTimeText;
  readonly subtotal: DecimalText;
  readonly total: DecimalText;
  readonly per_price_costs: readonly PerPriceCost[];
};

/** The costs of a subscription or a customer, one entry per timeframe. */
export type Costs = { readonly data: readonly AggregatedCost[] };

/** Whether each window counts by itself or from the beginning. */
export type ViewMode = 'periodic' | 'cumulative';
