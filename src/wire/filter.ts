/** What a {@link PriceFilter} looks at on a price. `pricing_unit_id` is the currency or custom unit it is charged in. */
export type PriceFilterField = 'price_id' | 'item_id' | 'price_type' | 'currency' | 'pricing_unit_id';

/** One condition on prices; a list of filters is a conjunction. */
export type PriceFilter = {
  readonly field: PriceFilterField;
  readonly operator: 'includes' | 'excludes';
  readonly values: readonly string[];
};

/** The narrower condition a prepaid credit block may carry: it can select by item only. */
export type BlockPriceFilter = {
  readonly field: 'item_id';
  readonly operator: 'includes' | 'excludes';
  readonly values: readonly string[];
};
