import type { Decimal, Exact } from '../decimal/index.js';
import type { Place } from '../errors/index.js';
import type { AdjustmentType } from '../wire/index.js';
import type { AdjustmentInterval } from './in-force.js';
import type { Scope } from './scope.js';

/** A part of an amount with its own percentage: (lower, upper], without end where upper is null. */
export type Band = { readonly lower: Decimal; readonly upper: Decimal | null; readonly percentage: Decimal };

/** What each type of adjustment is worth; percentages are fractions of 1. */
export type AdjustmentValues = {
  readonly usage_discount: Exact;
  readonly amount_discount: Exact;
  readonly percentage_discount: Decimal;
  readonly tiered_percentage_discount: readonly Band[];
  readonly minimum: Exact;
  readonly maximum: Exact;
};

/** What an adjustment says beside its type and value; `place` is where it stands in the input. */
export type AdjustmentSource = {
  readonly id: string;
  readonly place: Place;
  readonly is_invoice_level: boolean;
  readonly scope: Scope;
  /** Null: always. */
  readonly interval: AdjustmentInterval | null;
  readonly reason: string | null;
  readonly replaces_adjustment_id: string | null;
  /** Where the revenue of a minimum belongs; it decides no amount. */
  readonly item_id: string | null;
};

/** One type of adjustment, read and checked. */
export type AdjustmentOf<K extends AdjustmentType> = AdjustmentSource & {
  readonly adjustment_type: K;
  readonly value: AdjustmentValues[K];
};

/** An adjustment of any type, or of some types, read and checked. */
export type Adjustment<K extends AdjustmentType = AdjustmentType> = { readonly [T in K]: AdjustmentOf<T> }[K];
