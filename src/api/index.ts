/**
 * The public functions: decode → core → encode, one file each.
 *
 * Owns both doors of the wire: reading Orb's JSON and the caller's input into decimals, instants and prepared prices, with
 * every fault collected under its path; and writing results as Orb's JSON with the workings beside it. Computes nothing of
 * its own. Invariants: inputs are never mutated; the same input gives byte-identical output; an input with a fault is
 * refused whole.
 *
 * @module api
 */
export { ratePrice } from './rate-price.js';
export type { PriceRating } from './rating.js';
export { preparePrice, type PreparedPriceRater } from './prepare-price.js';
export type { PriceSubtotals } from './price-subtotals.js';
export { checkPrice } from './check-price.js';
export { definePriceModel } from './define-price-model.js';
export type {
  AnyPrice,
  CustomModelsInput,
  CustomPlanInput,
  CustomPriceInput,
  CustomPriceModel,
} from './custom-model.js';
export { priceModels, type PriceModelSummary } from './price-models.js';

export {
  aggregateUsage,
  type AggregatedGroup,
  type AggregatedUsage,
  type AggregatedWindow,
} from './aggregate-usage.js';
export { createUsageAggregator, type StreamingAggregator } from './create-usage-aggregator.js';
export { createUsageMeter, type CustomUsageMeterInput, type UsageMeterInput } from './create-usage-meter.js';
export type { UsageMeter } from './open-meter.js';
export { compileMetric } from './compile-metric.js';
export { mergePartials, type MergePartialsInput } from './merge-partials.js';

export { checkEvents } from './check-events.js';
export { ingestEvents } from './ingest-events.js';
export { amendEvent } from './amend-event.js';
export { deprecateEvent } from './deprecate-event.js';
export { createBackfill } from './create-backfill.js';
export { closeBackfill } from './close-backfill.js';
export { revertBackfill } from './revert-backfill.js';
export { listBackfills } from './list-backfills.js';
export { effectiveEvents } from './effective-events.js';
export { searchEvents } from './search-events.js';
export { eventVolume } from './event-volume.js';
export { indexEventLog } from './index-event-log.js';
export type {
  AmendEventInput,
  CorrectEventInput,
  CreateBackfillInput,
  EffectiveEventsInput,
  EndBackfillInput,
  EventCustomer,
  EventLogInput,
  EventVolumeInput,
  IngestEventsInput,
  SearchEventsInput,
} from './event-inputs.js';

export { billingPeriods } from './billing-periods.js';
export { billingPeriodAt } from './billing-period-at.js';
export type { BillingPeriodDocument } from './encode/billing-period.js';
export { prorate, type ProratedAmount } from './prorate.js';

export { evaluatePrices, evaluatePreviewEvents } from './evaluate-prices.js';
export { evaluatePrice } from './evaluate-price.js';
export type { EvaluatedPriceResult } from './evaluate.js';
export { costReport, type CostReport, type CostReportInput, type CustomCostReportInput } from './cost-report.js';
export type { UnmatchedUsage } from './unmatched-usage.js';
export type { CostGroup, CostRow, PriceCost } from './encode/costs.js';
export { usageReport, type UsageReportInput } from './usage-report.js';
export type {
  DimensionalGroupInput,
  ReportedPriceInterval,
  ReportedSubscription,
  ReportInput,
} from './report-inputs.js';
export type {
  CustomEvaluatePriceInput,
  CustomEvaluatePricesInput,
  EvaluatePriceInput,
  EvaluatePricesInput,
} from './evaluation-inputs.js';

export { applyAdjustments } from './apply-adjustments.js';
export type { AdjustedLineResult, AdjustmentsResult, ApplyAdjustmentsInput } from './apply-adjustments.js';
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

export { draftInvoice, type InvoiceDraftResult } from './draft-invoice.js';
export {
  draftPartialInvoice,
  type DraftPartialInvoiceInput,
  type PartialInvoiceResult,
} from './draft-partial-invoice.js';
export { percentTax, type TaxRateInput } from './percent-tax.js';
export type {
  CreditPaymentInput,
  LineTaxInput,
  PayableLine,
  PayWithCreditsFunction,
  TaxableLine,
  TaxFunction,
} from './ports.js';

export { invoicesDue, type InvoiceDue, type InvoicesDueInput, type ServiceDue } from './invoices-due.js';
export { upcomingInvoice, type UpcomingInvoiceInput, type UpcomingInvoiceResult } from './upcoming-invoice.js';

export {
  createOneOffInvoice,
  type CreateOneOffInvoiceInput,
  type OneOffInvoiceResult,
} from './create-one-off-invoice.js';
export { addLineItem, type AddedLineItem, type AddLineItemInput } from './add-line-item.js';
export { removeLineItem, type RemoveLineItemInput } from './remove-line-item.js';
export { issueInvoice, type IssueInvoiceInput, type PaymentTermsInput } from './issue-invoice.js';
export { updateInvoice, type InvoiceUpdate, type UpdateInvoiceInput } from './update-invoice.js';
export { voidInvoice, type VoidInvoiceInput } from './void-invoice.js';
export { markInvoicePaid, type MarkInvoicePaidInput } from './mark-invoice-paid.js';
export { recordPayment, type PaymentAttemptInput, type RecordPaymentInput } from './record-payment.js';
export { recordSync, type RecordSyncInput } from './record-sync.js';
export type { InvoiceTransition } from './encode/invoice-transition.js';
export type { BilledPurchases, PurchaseBillingInput, PurchaseInvoice } from './bill-purchase.js';
export type { PurchasedCreditsInput, PurchaseTransition } from './settle-purchase.js';
export type { LedgersTransition } from './settle-ledgers.js';
export { createCreditNote, type CreateCreditNoteInput, type CreditNoteTransition } from './create-credit-note.js';
export { voidCreditNote, type VoidCreditNoteInput } from './void-credit-note.js';
export {
  createBalanceTransaction,
  type BalanceTransition,
  type CreateBalanceTransactionInput,
} from './create-balance-transaction.js';
export { diffInvoice, type DiffInvoiceInput, type InvoiceDiff, type LineDifference } from './diff-invoice.js';
export { auditInvoice, type AuditInvoiceInput } from './audit-invoice.js';

export { createLedger, type CreateLedgerInput } from './create-ledger.js';
export { applyLedgerEntry, type ApplyLedgerEntryInput } from './apply-ledger-entry.js';
export {
  burnCredits,
  type BurnCreditsInput,
  type BurntCredits,
  type CreditChargeInput,
  type UncoveredCharge,
} from './burn-credits.js';
export { expireCredits, type ExpireCreditsInput } from './expire-credits.js';
export { creditBalance, type CreditBalance, type CreditBalanceInput } from './credit-balance.js';
export { grantAllocations, type AllocationInput, type GrantAllocationsInput } from './grant-allocations.js';
export { evaluateTopUps, type EvaluateTopUpsInput } from './evaluate-top-ups.js';
export { payCreditBlock, type CreditBlockCall } from './pay-credit-block.js';
export { deleteCreditBlock, type DeleteCreditBlockInput, type DeletedCreditBlock } from './delete-credit-block.js';
export type { UndonePurchaseInput } from './undo-purchase.js';
export { createTopUp, type CreateTopUpInput, type TopUpTransition } from './create-top-up.js';
export { deleteTopUp, type DeletedTopUp, type DeleteTopUpInput } from './delete-top-up.js';
export { issueCreditCharges, type CreditChargesCall } from './issue-credit-charges.js';
export { releaseCreditCharges } from './release-credit-charges.js';
export {
  recognizedRevenue,
  type RecognizedAmount,
  type RecognizedRevenue,
  type RecognizedRevenueInput,
} from './recognized-revenue.js';
export type { LedgerTransition } from './encode/ledger/transition.js';

export { createAlert, type AlertTransition, type CreateAlertInput } from './create-alert.js';
export { updateAlert, type UpdateAlertInput } from './update-alert.js';
export { enableAlert } from './enable-alert.js';
export { disableAlert, type SwitchAlertInput } from './disable-alert.js';
export { deleteAlert, type DeleteAlertInput } from './delete-alert.js';
export { carryOverAlerts, type CarriedAlerts, type CarryOverAlertsInput } from './carry-over-alerts.js';
export { evaluateAlerts, type EvaluateAlertsInput, type EvaluatedAlerts } from './evaluate-alerts.js';

export { explain } from './explain.js';
export { renderExplanation } from './render-explanation.js';
export { renderInvoice, type PartyInput, type RenderableInvoice, type RenderInvoiceOptions } from './render-invoice.js';

export { drawPriceCurve } from './draw-price-curve.js';
export type { PriceCurveOptions, PriceCurveSpan } from './curve-input.js';
export { quote } from './quote.js';
export { comparePlans } from './compare-plans.js';
export { simulate } from './simulate.js';
export type * from './quotes/compare-input.js';
export type * from './quotes/quote-input.js';
export type * from './quotes/quote-result.js';
export type * from './quotes/simulate-input.js';
export {
  priceCurve,
  type CurveMethod,
  type PriceCurve,
  type PriceCurveBreakpoint,
  type PriceCurveSegment,
} from './price-curve.js';
export { drawTimeline } from './draw-timeline.js';
export { drawBalance, type BalanceOptions } from './draw-balance.js';
export type { TimelineOptions, TimelineSubscription } from './timeline-input.js';

export { completeCustomer, type CompleteCustomerInput } from './complete-customer.js';
export { completePlan, type CompletePlanInput } from './complete-plan.js';
export { completePrice, type CompletePriceInput } from './complete-price.js';

export { roundAmount, type RoundAmountInput } from './round-amount.js';
export { allocate, type AllocateInput } from './allocate.js';

export type {
  AdjustableLineInput,
  CustomDraftInvoiceInput,
  DatedAdjustmentInput,
  DraftInvoiceInput,
  DraftSubscriptionInvoiceInput,
  FractionInput,
  GroupingValue,
  MetricInput,
  PeriodInput,
  PeriodRange,
  ProrateInput,
  RatingContext,
  ScheduleInput,
  SqlMetricInput,
  UsageByPrice,
  UsageGroupInput,
  UsageInput,
} from './inputs.js';
