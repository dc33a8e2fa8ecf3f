import type {
  AdjustmentInput,
  BillingCycleAnchorConfiguration,
  BillingCycleConfiguration,
  BillingMode,
  Cadence,
} from '../../wire/index.js';

type Ending = { readonly start_date: string; readonly end_date?: string | null | undefined };

/** A price of a subscription, as far as it is drawn. */
type TimelinePrice = {
  readonly id: string;
  readonly name?: string | undefined;
  readonly price_type?: string | undefined;
  readonly cadence?: Cadence | undefined;
  readonly billing_mode?: BillingMode | undefined;
  readonly billing_cycle_configuration?: BillingCycleConfiguration | null | undefined;
  readonly fixed_price_quantity?: number | null | undefined;
  readonly plan_phase_order?: number | null | undefined;
};

/** What `drawTimeline` shows: Orb's Subscription, or these parts of one. */
export type TimelineSubscription = Ending & {
  readonly id: string;
  readonly name?: string | undefined;
  readonly customer: { readonly timezone?: string | undefined };
  readonly plan?:
    | {
        readonly name?: string | undefined;
        readonly plan_phases?: readonly { readonly order: number; readonly name: string }[] | null | undefined;
      }
    | null
    | undefined;
  readonly billing_cycle_anchor_configuration?: BillingCycleAnchorConfiguration | null | undefined;
  readonly current_billing_period_start_date?: string | null | undefined;
  readonly current_billing_period_end_date?: string | null | undefined;
  readonly trial_info?: { readonly end_date?: string | null | undefined } | null | undefined;
  readonly price_intervals: readonly (Ending & {
    readonly id?: string | undefined;
    readonly price: TimelinePrice;
    readonly billing_cycle_day?: number | undefined;
  })[];
  readonly adjustment_intervals?:
    | readonly (Ending & {
        readonly adjustment: AdjustmentInput;
        readonly applies_to_price_interval_ids?: readonly string[] | undefined;
      })[]
    | undefined;
  readonly fixed_fee_quantity_schedule?:
    | readonly (Ending & {
        readonly price_id: string;
        readonly quantity: number;
      })[]
    | undefined;
};

/** How much of a subscription's life `drawTimeline` shows, and how large. */
export type TimelineOptions = {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** The caller's now, drawn as a mark. */
  readonly at?: string | undefined;
  /** Pixels, 320 to 4000. */
  readonly width?: number | undefined;
};
