/** How often a price bills. `custom` takes its length from the billing cycle configuration. */
export type Cadence = 'one_time' | 'monthly' | 'quarterly' | 'semi_annual' | 'annual' | 'custom';

/** Whether a period is billed at its start or at its end. */
export type BillingMode = 'in_advance' | 'in_arrear';

/** The length of a billing cycle in days or calendar months. */
export type BillingCycleConfiguration = { readonly duration: number; readonly duration_unit: 'day' | 'month' };

/** The day, and for cycles longer than a month the month and year, that cycles are counted from. */
export type BillingCycleAnchorConfiguration = {
  /** Day of the month, 1 to 31; shorter months use their last day. */
  readonly day: number;
  readonly month?: number | null;
  readonly year?: number | null;
};

/** A boundary of a subscription's term used in place of an instant. */
export type BillingCycleRelativeDate = 'start_of_term' | 'end_of_term';
