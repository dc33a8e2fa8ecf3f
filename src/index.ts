/**
 * Reckoner: usage events and plans in, exact invoices out, every amount explained.
 *
 * @module reckoner
 */

// Rate a price
export {
  checkPrice,
  definePriceModel,
  preparePrice,
  priceModels,
  ratePrice,
  type AnyPrice,
  type CustomModelsInput,
  type CustomPlanInput,
  type CustomPriceInput,
  type CustomPriceModel,
  type PreparedPriceRater,
  type PriceModelSummary,
  type PriceRating,
  type PriceSubtotals,
} from './api/index.js';

// Measure usage
export {
  aggregateUsage,
  createUsageAggregator,
  createUsageMeter,
  type AggregatedGroup,
  type AggregatedUsage,
  type AggregatedWindow,
  type StreamingAggregator,
  type InvoiceMeter,
  type UsageMeter,
  type CustomUsageMeterInput,
  type UsageMeterInput,
} from './api/index.js';
export {
  checkMetric,
  formatMetricSql,
  parseMetricSql,
  type EventCounts,
  type EventOutcome,
  type Metric,
  type UsageSnapshot,
  type UsageSpec,
} from './metrics/index.js';

// Measure usage in a warehouse
export { compileMetric, mergePartials, type MergePartialsInput } from './api/index.js';
export type { CompiledMetric, ReturnedRow, WarehouseOptions, WarehouseQuestion } from './metrics/index.js';

// Keep events: ingest, correct, backfill, read
export {
  amendEvent,
  checkEvents,
  closeBackfill,
  createBackfill,
  deprecateEvent,
  effectiveEvents,
  eventVolume,
  indexEventLog,
  ingestEvents,
  listBackfills,
  revertBackfill,
  searchEvents,
  type AmendEventInput,
  type CorrectEventInput,
  type CreateBackfillInput,
  type EffectiveEventsInput,
  type EndBackfillInput,
  type EventCustomer,
  type EventLogInput,
  type EventVolumeInput,
  type IngestEventsInput,
  type SearchEventsInput,
} from './api/index.js';
export type { EventIndex } from './events/index.js';

// Find billing periods and shares of them
export {
  billingPeriodAt,
  billingPeriods,
  prorate,
  type BillingPeriodDocument,
  type ProratedAmount,
} from './api/index.js';

// See what usage comes to
export {
  costReport,
  costReportToMeasure,
  evaluatePreviewEvents,
  evaluatePrice,
  evaluatePrices,
  evaluationToMeasure,
  usageReport,
  usageReportToMeasure,
  type CostGroup,
  type CostReport,
  type CostReportInput,
  type UnmatchedUsage,
  type DimensionalGroupInput,
  type CostRow,
  type CustomCostReportInput,
  type EvaluatedPriceResult,
  type CustomEvaluatePriceInput,
  type CustomEvaluatePricesInput,
  type EvaluatePriceInput,
  type EvaluatePricesInput,
  type EvaluationToMeasureInput,
  type MeasuredUsage,
  type MeasureQuestion,
  type PriceCost,
  type ReportedPriceInterval,
  type ReportedSubscription,
  type ReportInput,
  type ReportQuestion,
  type UsageReportInput,
} from './api/index.js';

// Adjust lines
export {
  applyAdjustments,
  type AdjustedLineResult,
  type AdjustmentsResult,
  type ApplyAdjustmentsInput,
} from './api/index.js';

// Take a subscription through its life
export { createSubscription, subscriptionSchedule, type CreateSubscriptionInput } from './api/index.js';
export { cancelSubscription, unscheduleCancellation } from './api/index.js';
export { migratePlanVersion, schedulePlanChange, unschedulePlanChanges } from './api/index.js';
export { unscheduleFixedFeeQuantityUpdates, updateFixedFeeQuantity } from './api/index.js';
export { editPriceIntervals, triggerPhase, updateSubscription, updateTrial } from './api/index.js';
export { redeemCoupon, redeemSubscriptionCoupon, type CouponRedemptionResult } from './api/index.js';
export type { RedeemCouponInput, ScheduledSegment, SubscriptionScheduleInput } from './api/index.js';
export { applySubscriptionChange, cancelSubscriptionChange, createSubscriptionChange } from './api/index.js';
export type { AppliedSubscriptionChange, ApplySubscriptionChangeInput } from './api/index.js';
export type { CancelledSubscriptionChange, CancelSubscriptionChangeInput } from './api/index.js';
export type { CreateSubscriptionChangeInput, StagedSubscriptionChange } from './api/index.js';
export type { SubscriptionSurroundings, SubscriptionTransition, SubscriptionTransitionInput } from './api/index.js';

// Bill a period
export {
  draftInvoice,
  prepareInvoicing,
  draftPartialInvoice,
  percentTax,
  type CustomPrepareInvoicingInput,
  type DraftPartialInvoiceInput,
  type InvoiceDraftResult,
  type PartialInvoiceResult,
  type PreparedInvoiceInput,
  type PreparedInvoicing,
  type PrepareInvoicingInput,
} from './api/index.js';

// Quote before anything is sold
export {
  quote,
  type GrowthInput,
  type Quote,
  type QuotedCredits,
  type QuotedLicense,
  type QuotedInvoice,
  type QuotedItem,
  type QuotedOffer,
  type QuotedPayment,
  type QuotedPeriod,
  type QuotedTerms,
  type QuoteInput,
  type QuoteScenario,
  type QuoteTotals,
  type UsageForecast,
  type UsageForecasts,
} from './api/index.js';
export {
  comparePlans,
  type BreakEven,
  type BreakEvenInput,
  type BreakEvenPoint,
  type ComparedAmount,
  type ComparedItem,
  type ComparedOffer,
  type ComparedPeriod,
  type ComparePlansInput,
  type PlanComparison,
} from './api/index.js';
export {
  simulate,
  type GrandfatheringRule,
  type SimulatedCustomer,
  type SimulatedOutcome,
  type SimulatedSide,
  type SimulateInput,
  type Simulation,
  type SimulationFailure,
  type SimulationProgress,
  type StopSignal,
} from './api/index.js';
export {
  priceCurve,
  type CurveMethod,
  type PriceCurve,
  type PriceCurveBreakpoint,
  type PriceCurveSegment,
  type PriceCurveSpan,
} from './api/index.js';

// Bill something once
export {
  addLineItem,
  createOneOffInvoice,
  removeLineItem,
  type AddedLineItem,
  type AddLineItemInput,
  type CreateOneOffInvoiceInput,
  type OneOffInvoiceResult,
  type RemoveLineItemInput,
} from './api/index.js';

// Bill a subscription
export {
  invoicesDue,
  upcomingInvoice,
  usageToMeasure,
  type DraftSubscriptionInvoiceInput,
  type InvoiceDue,
  type InvoicesDueInput,
  type ServiceDue,
  type UpcomingInvoiceInput,
  type UpcomingInvoiceResult,
  type UsageToMeasure,
  type UsageToMeasureInput,
} from './api/index.js';

// Take an invoice through its life
export {
  createBalanceTransaction,
  createCreditNote,
  issueInvoice,
  markInvoicePaid,
  recordPayment,
  recordSync,
  updateInvoice,
  voidCreditNote,
  voidInvoice,
  type BalanceTransition,
  type CreateBalanceTransactionInput,
  type CreateCreditNoteInput,
  type CreditNoteTransition,
  type InvoiceTransition,
  type InvoiceUpdate,
  type IssueInvoiceInput,
  type LedgersTransition,
  type MarkInvoicePaidInput,
  type PaymentAttemptInput,
  type PaymentTermsInput,
  type BilledPurchases,
  type PurchaseBillingInput,
  type PurchasedCreditsInput,
  type PurchaseInvoice,
  type PurchaseTransition,
  type RecordPaymentInput,
  type RecordSyncInput,
  type UpdateInvoiceInput,
  type VoidCreditNoteInput,
  type VoidInvoiceInput,
} from './api/index.js';

// Check invoices against themselves and each other
export {
  auditInvoice,
  diffInvoice,
  type AuditInvoiceInput,
  type DiffInvoiceInput,
  type InvoiceDiff,
  type LineDifference,
} from './api/index.js';

// Keep prepaid credits
export { createLedger, type CreateLedgerInput, type LedgerTransition } from './api/index.js';
export { applyLedgerEntry, expireCredits, type ApplyLedgerEntryInput, type ExpireCreditsInput } from './api/index.js';
export { burnCredits, type BurnCreditsInput, type BurntCredits, type CreditChargeInput } from './api/index.js';
export type { UncoveredCharge } from './api/index.js';
export { evaluateTopUps, grantAllocations, type AllocationInput } from './api/index.js';
export type { EvaluateTopUpsInput, GrantAllocationsInput } from './api/index.js';
export { deleteCreditBlock, payCreditBlock, type CreditBlockCall } from './api/index.js';
export type { DeleteCreditBlockInput, DeletedCreditBlock, UndonePurchaseInput } from './api/index.js';
export { createTopUp, deleteTopUp, type CreateTopUpInput, type DeleteTopUpInput } from './api/index.js';
export type { DeletedTopUp, TopUpTransition } from './api/index.js';
export { issueCreditCharges, releaseCreditCharges, type CreditChargesCall } from './api/index.js';
export { creditBalance, type CreditBalance, type CreditBalanceInput } from './api/index.js';
export {
  recognizedRevenue,
  type RecognizedAmount,
  type RecognizedRevenue,
  type RecognizedRevenueInput,
} from './api/index.js';

// Watch usage, cost and balances
export { createAlert, deleteAlert, updateAlert, type AlertTransition } from './api/index.js';
export { disableAlert, enableAlert, type SwitchAlertInput } from './api/index.js';
export type { CreateAlertInput, DeleteAlertInput, UpdateAlertInput } from './api/index.js';
export { carryOverAlerts, type CarriedAlerts, type CarryOverAlertsInput } from './api/index.js';
export { evaluateAlerts, type EvaluateAlertsInput, type EvaluatedAlerts } from './api/index.js';

// Explain every amount
export { explain, renderExplanation } from './api/index.js';
export type { Explainable, ExplanationNode } from './explain/index.js';

// See it
export { renderInvoice, type PartyInput, type RenderableInvoice, type RenderInvoiceOptions } from './api/index.js';
export { drawPriceCurve, type PriceCurveOptions } from './api/index.js';
export { drawTimeline, type TimelineOptions, type TimelineSubscription } from './api/index.js';
export { drawBalance, type BalanceOptions } from './api/index.js';

// Complete what a request creates to Orb's document
export {
  completeCustomer,
  completePlan,
  completePrice,
  type CompleteCustomerInput,
  type CompletePlanInput,
  type CompletePriceInput,
} from './api/index.js';

// Round and split money
export { allocate, roundAmount, type AllocateInput, type RoundAmountInput } from './api/index.js';

// What goes in
export type { AdjustableLineInput, CreditPaymentInput, DatedAdjustmentInput } from './api/index.js';
export type {
  CustomDraftInvoiceInput,
  DraftInvoiceInput,
  FractionInput,
  GroupingValue,
  LineTaxInput,
  MetricInput,
} from './api/index.js';
export type { PayableLine, PayWithCreditsFunction, PeriodInput, PeriodRange, ProrateInput } from './api/index.js';
export type { RatingContext, ScheduleInput, SqlMetricInput, TaxableLine, TaxFunction } from './api/index.js';
export type { TaxRateInput, UsageByPrice, UsageGroupInput, UsageInput } from './api/index.js';
export type { AdjustmentInput, Amount, CustomerInput, EventInput, ModelType, PlanInput } from './wire/index.js';
export type { PoliciesInput, PriceInput } from './wire/index.js';
export type { DecimalInput } from './decimal/index.js';

// What comes out (all documents: reckoner/wire)
export type { AlertMeasures, AlertNotification, AlertState, CreditLedger, TopUpState } from './wire/index.js';
export type { AdjustedWorkings, Effect, Invoice, InvoiceDraft, InvoiceInput, InvoiceLineItem } from './wire/index.js';
export type { InvoiceWorkings, LineWorkings, MonetaryAdjustment, Policies, PriceWorkings } from './wire/index.js';
export type { SubLineItem, Writable } from './wire/index.js';

// What is refused
export { BillingError, isBillingError, type ErrorCode, type Issue, type Severity } from './errors/index.js';
