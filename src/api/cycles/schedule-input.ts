import type {
  Amount,
  BillingCycleAnchorConfiguration,
  BillingCycleConfiguration,
  Cadence,
  PoliciesInput,
} from '../../wire/index.js';
import type { PeriodInput } from './period-input.js';

/** How often, counted from what, and when something bills. Dates without time are local midnights in `timezone`. */
export type ScheduleInput = {
  readonly cadence: Cadence;
  /** The length of cadence `custom`: whole days or months. */
  readonly billing_cycle_configuration?: BillingCycleConfiguration | null | undefined;
  /** What boundaries are counted from; absent: the first of the month. */
  readonly billing_cycle_anchor_configuration?: BillingCycleAnchorConfiguration | null | undefined;
  /** Boundaries are counted from the start date of the subscription instead. */
  readonly align_billing_with_subscription_start_date?: boolean | null | undefined;
  /** Where the subscription began, if this schedule began later; decides where boundaries lie. */
  readonly subscription_start_date?: string | null | undefined;
  readonly start_date: string;
  /** Absent or null: no end. */
  readonly end_date?: string | null | undefined;
  /** An IANA name. */
  readonly timezone: string;
};

/** The half-open range that is asked about; dates without time are local midnights in the schedule's time zone. */
export type PeriodRange = {
  readonly from: string;
  readonly until: string;
  readonly policies?: PoliciesInput | undefined;
};

/** What `prorate` takes. */
export type ProrateInput = {
  readonly amount: Amount;
  /** What was covered; may be empty. */
  readonly service_period: PeriodInput;
  /** The whole of which it is a share. */
  readonly full_period: PeriodInput;
  /** An IANA name: where days begin, and what dates without time mean. */
  readonly timezone: string;
  readonly policies?: PoliciesInput | undefined;
};
