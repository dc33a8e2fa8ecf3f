import type { DecimalText } from './text.js';

/** The event property and value that a row's usage has in common. */
export type SubLineItemGrouping = { readonly key: string; readonly value: string | null };

type SubLineItemFields = {
  readonly name: string;
  readonly quantity: number;
  readonly amount: DecimalText;
  readonly grouping: SubLineItemGrouping | null;
};

/** A row for one cell of a matrix; `scaled_quantity` is what was charged where the model scales usage. */
export type MatrixSubLineItem = SubLineItemFields & {
  readonly type: 'matrix';
  readonly scaled_quantity?: number | null;
  readonly matrix_config: { readonly dimension_values: readonly (string | null)[] };
};

/** A row for one tier; `first_unit` is the exclusive and `last_unit` the inclusive bound. */
export type TierSubLineItem = SubLineItemFields & {
  readonly type: 'tier';
  readonly tier_config: {
    readonly first_unit: number;
    readonly last_unit: number | null;
    readonly unit_amount: DecimalText;
  };
};

/** A row of any other kind, such as one per group, as `ratePrice` returns it. */
export type GroupRow = SubLineItemFields & { readonly type: 'group' };

/** A row as `ratePrice` returns it; on documents a `group` has the type that the API describes. */
export type RatedRow = MatrixSubLineItem | TierSubLineItem | GroupRow;

/** Any other row, such as one per group. Its type is the word null between single quotes, as the API describes it. */
export type OtherSubLineItem = SubLineItemFields & { readonly type: "'null'" };

/** One row under a line item, discriminated by `type`. */
export type SubLineItem = MatrixSubLineItem | TierSubLineItem | OtherSubLineItem;
