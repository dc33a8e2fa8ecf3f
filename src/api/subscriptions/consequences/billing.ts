import type { MoneyRules } from '../../../currency/index.js';
import type { Fields } from '../../../errors/index.js';
import type { Consequence, Timeline } from '../../../subscriptions/index.js';
import type { Instant } from '../../../time/index.js';
import type { Policies, SubscriptionScheduleState, SubscriptionState } from '../../../wire/index.js';
import type { BilledCustomer } from '../../decode/customer.js';

/** The documents of a subscription after a step. */
export type StepDocuments = {
  readonly subscription: SubscriptionState;
  readonly schedule: readonly SubscriptionScheduleState[];
};

/** A step in the life of a subscription that is to be billed: what it led to, and all that was given beside it. */
export type BillableStep = StepDocuments & {
  /** The input of the operation: events and metrics, taxes and policies stand in it. */
  readonly input: Fields;
  readonly customer: BilledCustomer;
  readonly at: Instant;
  readonly policies: Policies;
  readonly rules: MoneyRules;
  /** What the documents after the step were written from. */
  readonly timeline: Timeline;
  readonly consequences: readonly Consequence[];
  /** The price of each interval that was or is on the timeline. */
  readonly price_of: (price_interval_id: string) => string | undefined;
};
