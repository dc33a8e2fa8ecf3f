/** The life of a subscription: each step from one document to the next, and what it brings about. */
export { createSubscription, type CreateSubscriptionInput } from './create-subscription.js';
export { cancelSubscription } from './cancel-subscription.js';
export { unscheduleCancellation } from './unschedule-cancellation.js';
export { schedulePlanChange } from './schedule-plan-change.js';
export { unschedulePlanChanges } from './unschedule-plan-changes.js';
export { updateFixedFeeQuantity } from './update-fixed-fee-quantity.js';
export { unscheduleFixedFeeQuantityUpdates } from './unschedule-fixed-fee-quantity-updates.js';
export { updateTrial } from './update-trial.js';
export { triggerPhase } from './trigger-phase.js';
export { editPriceIntervals } from './edit-price-intervals.js';
export { updateSubscription } from './update-subscription.js';
export { redeemSubscriptionCoupon } from './redeem-subscription-coupon.js';
export { migratePlanVersion } from './migrate-plan-version.js';
export { createSubscriptionChange } from './create-subscription-change.js';
export type { CreateSubscriptionChangeInput, StagedSubscriptionChange } from './create-subscription-change.js';
export { applySubscriptionChange } from './apply-subscription-change.js';
export type { AppliedSubscriptionChange, ApplySubscriptionChangeInput } from './apply-subscription-change.js';
export { cancelSubscriptionChange } from './cancel-subscription-change.js';
export type { CancelledSubscriptionChange, CancelSubscriptionChangeInput } from './cancel-subscription-change.js';
export { subscriptionSchedule } from './subscription-schedule.js';
export type { ScheduledSegment, SubscriptionScheduleInput } from './subscription-schedule.js';
export { redeemCoupon, type CouponRedemptionResult, type RedeemCouponInput } from './redeem-coupon.js';
export type {
  SubscriptionSurroundings,
  SubscriptionTransition,
  SubscriptionTransitionInput,
} from './subscription-inputs.js';
