/**
 * The life of a subscription: a plan and how a request departs from it, in; price and adjustment intervals on a timeline
 * out; then one pure step per operation.
 *
 * Owns phases, trials, anchors of stretches, the intervals of prices and adjustments, their quantities, and what a step
 * means for invoices and credits, as data. Does not own where billing periods lie (cycles), whether a coupon may be
 * redeemed (coupons), nor any amount or document (invoices). Invariants: no interval on a timeline is empty, lies outside
 * its subscription or overlaps what replaced it; stretches are contiguous; a refused step changes nothing; what a step
 * means is found by comparing the timelines before and after, so that no operation has rules of its own for it.
 *
 * @module subscriptions
 */
export { coverInstead, isInMoney, type SubscribedAdjustment, type SubscribedPrice } from './subscribed-price.js';
export type {
  Anchoring,
  IntervalSettings,
  PhaseSpan,
  QuantityTransition,
  Stretch,
  TimedAdjustment,
  TimedPrice,
  Timeline,
} from './timeline.js';
export type { Offer, OfferedAdjustment, OfferedPrice, TrialDiscount } from './offer.js';
export { layPhases, type PlannedPhase } from './phases.js';
export { holds, isVoid, meet } from './interval.js';
export {
  beganPeriods,
  billedIntervals,
  billingPeriodOfTimeline,
  nextInvoiceDate,
  originOf,
  periodAt,
  stretchAt,
  versionAt,
  termEndOf,
  termStartOf,
} from './cadence.js';
export { phaseAt, statusAt } from './status.js';
export { quantitiesOf, quantityAt } from './quantity.js';
export { soldIn, soldOn, type SoldCredits } from './sold-credits.js';
export type { Consequence, ConsequenceKind, QuantityStretch } from './consequence.js';
export type { BilledSoFar } from './billed-so-far.js';
export { step, stepAmong, type Transition } from './transition.js';
export { createTimeline, type Creation } from './create.js';
export { cancelTimeline, refuseEnded, refuseUnlessActive, unscheduleEnd } from './cancel.js';
export { changePlan, unschedulePlans, type PlanChange } from './change-plan.js';
export { changeQuantity, unscheduleQuantities } from './quantity.js';
export { triggerNextPhase, type PhaseTrigger } from './trigger-phase.js';
export { moveTrialEnd, type TrialUpdate } from './update-trial.js';
export { trialUsage } from './trial-usage.js';
export {
  editTimeline,
  type AddedAdjustment,
  type AddedPrice,
  type EditedAdjustment,
  type EditedPrice,
  type IntervalEdits,
} from './edit-intervals.js';
export { migrateTimeline, type Migration } from './migrate.js';
export type { Replacements } from './price-line.js';
export {
  applyRedemption,
  couponAdjustmentId,
  isCouponRunning,
  isOwnedByCoupon,
  pricesThen,
} from './coupon-adjustment.js';
export { segmentsOf, type Segment } from './segments.js';
export { checkDocuments, checkPaidInvoices, type DocumentCheck, type InvoicedDocument } from './document-check.js';
