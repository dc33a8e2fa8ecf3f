import type { AllocationPriceInput } from './allocation.js';
import type { AdjustmentInput } from './adjustment.js';
import type { PlanAdjustmentInput, PlanPriceInput } from './plan.js';
import type { PriceInput } from './price-input.js';
import type { Optional } from './shape.js';
import type { TextOr } from './text.js';

/** The move of a plan's subscriptions to another of its versions. */
export type PlanVersionChange = {
  readonly id: string;
  readonly plan_id: string;
  /** A date, an instant, or a boundary of each subscription's own. */
  readonly effective_time: TextOr<'end_of_term' | 'end_of_invoice'> | null;
  readonly status: 'not_started' | 'in_progress' | 'completed' | 'action_needed' | 'canceled';
};

/** The request that makes a new version of a plan out of its current one. */
export type NewPlanVersion = { readonly version: number } & Optional<{
  add_prices: readonly PlanPriceInput[];
  remove_prices: readonly ({ readonly price_id: string } & Optional<{ plan_phase_order: number }>)[];
  replace_prices: readonly ReplacePlanPrice[];
  add_adjustments: readonly PlanAdjustmentInput[];
  remove_adjustments: readonly ({ readonly adjustment_id: string } & Optional<{ plan_phase_order: number }>)[];
  replace_adjustments: readonly ReplacePlanAdjustment[];
  set_as_default: boolean;
}>;

/** A price that stands in for one of the previous version's. */
export type ReplacePlanPrice = { readonly replaces_price_id: string } & Optional<{
  price: PriceInput;
  allocation_price: AllocationPriceInput;
  license_allocation_price: PriceInput;
  plan_phase_order: number;
}>;

/** An adjustment that stands in for one of the previous version's. */
export type ReplacePlanAdjustment = {
  readonly adjustment: AdjustmentInput;
  readonly replaces_adjustment_id: string;
  readonly plan_phase_order?: number | null | undefined;
};
