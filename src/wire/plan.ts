import type { Adjustment, AdjustmentInput } from './adjustment.js';
import type { AllocationPriceInput } from './allocation.js';
import type { Discount, DiscountInput, Maximum, MaximumInput, Minimum, MinimumInput } from './discount.js';
import type { Price } from './price.js';
import type { PriceInput } from './price-input.js';
import type { PlanReference, Product } from './reference.js';
import type { Optional } from './shape.js';
import type { Amount, DateTimeText, DecimalText, Metadata, MetadataInput } from './text.js';

/** The unit a phase's duration is counted in. */
export type PhaseDurationUnit = 'daily' | 'monthly' | 'quarterly' | 'semi_annual' | 'annual';

/** A phase of a version of a plan: how long it lasts, null for the one that never ends. */
export type PlanVersionPhase = {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly order: number;
  readonly duration: number | null;
  readonly duration_unit: PhaseDurationUnit | null;
};

/** A phase of a plan with the adjustments of the older form that it carries. */
export type PlanPhase = PlanVersionPhase & {
  readonly discount: Discount | null;
  readonly minimum: Minimum | null;
  readonly minimum_amount: DecimalText | null;
  readonly maximum: Maximum | null;
  readonly maximum_amount: DecimalText | null;
};

/** How long new subscriptions of a plan run free of charge. */
export type TrialConfig = { readonly trial_period: number | null; readonly trial_period_unit: 'days' };

/** A plan document: prices, adjustments and phases that a subscription starts from. */
export type Plan = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly external_plan_id: string | null;
  readonly status: 'active' | 'archived' | 'draft';
  readonly version: number;
  readonly product: Product;
  readonly base_plan: PlanReference | null;
  readonly base_plan_id: string | null;
  /** The currency prices are stated in, an ISO 4217 code or a custom unit. */
  readonly currency: string;
  /** The currency invoices are made out in. */
  readonly invoicing_currency: string;
  readonly net_terms: number | null;
  readonly default_invoice_memo: string | null;
  readonly prices: readonly Price[];
  readonly adjustments: readonly Adjustment[];
  readonly plan_phases: readonly PlanPhase[] | null;
  readonly trial_config: TrialConfig;
  readonly discount: Discount | null;
  readonly minimum: Minimum | null;
  readonly minimum_amount: DecimalText | null;
  readonly maximum: Maximum | null;
  readonly maximum_amount: DecimalText | null;
  readonly created_at: DateTimeText;
  readonly metadata: Metadata;
};

/** One version of a plan. */
export type PlanVersion = {
  readonly version: number;
  readonly created_at: DateTimeText;
  readonly plan_phases: readonly PlanVersionPhase[] | null;
  readonly prices: readonly Price[];
  readonly adjustments: readonly Adjustment[];
};

/** An entry of a create body's price list: a price or a grant of credits, for the whole plan or one phase. */
export type PlanPriceInput = Optional<{
  price: PriceInput;
  allocation_price: AllocationPriceInput;
  license_allocation_price: PriceInput;
  plan_phase_order: number;
  minimum_amount: Amount;
  maximum_amount: Amount;
  discounts: readonly DiscountInput[];
}>;

/** An entry of a create body's adjustment list, for the whole plan or one phase. */
export type PlanAdjustmentInput = {
  readonly adjustment: AdjustmentInput;
  readonly plan_phase_order?: number | null | undefined;
};

/** The adjustments of the older form, as they are accepted on plans and phases. */
type LegacyAdjustmentInputs = {
  discount: DiscountInput;
  minimum: MinimumInput;
  minimum_amount: Amount;
  maximum: MaximumInput;
  maximum_amount: Amount;
};

/** A phase as it is accepted: fetched, or from a create body. */
export type PlanPhaseInput = { readonly order: number } & Optional<
  Omit<PlanVersionPhase, 'order'> & LegacyAdjustmentInputs & { align_billing_with_phase_start_date: boolean }
>;

/** A plan as it is accepted: fetched, a create body, or just prices. Prices may stand in the list bare or wrapped. */
export type PlanInput = {
  readonly prices: readonly (PriceInput | PlanPriceInput)[];
} & Optional<
  Omit<Plan, 'prices' | 'adjustments' | 'plan_phases' | 'metadata' | keyof LegacyAdjustmentInputs> &
    LegacyAdjustmentInputs & {
      adjustments: readonly (AdjustmentInput | PlanAdjustmentInput)[];
      plan_phases: readonly PlanPhaseInput[];
      metadata: MetadataInput;
    }
>;
