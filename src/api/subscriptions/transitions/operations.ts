import type { SubscriptionChangeType } from '../../../wire/index.js';
import { decideCancellation, decideUncancellation } from './cancel.js';
import { decidePlanChange, decidePlanUnscheduling } from './change-plan.js';
import { decideRedemption } from './coupon.js';
import { decideCreation } from './create.js';
import type { Decision } from './decision.js';
import { decideEdits } from './edit.js';
import { decideMigration } from './migrate.js';
import { decidePhase } from './phase.js';
import { decideQuantity, decideQuantityUnscheduling } from './quantity.js';
import { decideTrial } from './trial.js';

/** What decides each operation that may await confirmation: total, so that one without does not compile. */
export const operations: { readonly [T in SubscriptionChangeType]: (given: unknown) => Decision } = {
  create_subscription: decideCreation,
  schedule_plan_change: decidePlanChange,
  unschedule_pending_plan_changes: decidePlanUnscheduling,
  cancel: decideCancellation,
  unschedule_cancellation: decideUncancellation,
  update_fixed_fee_quantity: decideQuantity,
  unschedule_fixed_fee_quantity_updates: decideQuantityUnscheduling,
  update_trial: decideTrial,
  trigger_phase: decidePhase,
  price_intervals: decideEdits,
  redeem_coupon: decideRedemption,
  plan_version_migration: decideMigration,
};

/** The names of the operations. */
export const changeTypes = /*#__PURE__*/ Object.keys(operations) as [
  SubscriptionChangeType,
  ...SubscriptionChangeType[],
];
