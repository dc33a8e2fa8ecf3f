import type Orb from 'orb-billing';
import { describe, expectTypeOf, test } from 'vitest';
import type * as Wire from '../../src/wire/index.js';
import type { Writable } from '../../src/wire/index.js';
import type { AnyAmong, DifferentAmong, RefusedAmong } from './identity.js';

type ClientPhase = NonNullable<Orb.Plan['plan_phases']>[number];
type ClientLineItem = Orb.Invoice['line_items'][number];
type ClientSubLineItem = ClientLineItem['sub_line_items'][number];
type ClientPlanAdjustment = Orb.Plan['adjustments'][number];

/** Every document that a response carries, as a pair of our declaration and the client's type of the same document. */
type Documents = {
  Address: [Wire.Address, Orb.Address];
  Adjustment: [Wire.Adjustment, ClientPlanAdjustment];
  AdjustmentInterval: [Wire.AdjustmentInterval, Orb.AdjustmentInterval];
  AdjustmentIntervalAdjustment: [Wire.Adjustment, Orb.AdjustmentInterval['adjustment']];
  AffectedBlock: [Wire.AffectedBlock, Orb.Customers.Credits.AffectedBlock];
  AggregatedCost: [Wire.AggregatedCost, Orb.AggregatedCost];
  Alert: [Wire.Alert, Orb.Alert];
  Allocation: [Wire.Allocation, Orb.Allocation];
  AmountDiscountInterval: [Wire.AmountDiscountInterval, Orb.AmountDiscountInterval];
  AutoCollection: [Wire.AutoCollection, Orb.Invoice['auto_collection']];
  Backfill: [Wire.Backfill, Orb.Events.BackfillFetchResponse];
  BackfillListed: [Wire.Backfill, Orb.Events.BackfillListResponse];
  BillableMetric: [Wire.BillableMetric, Orb.BillableMetric];
  BillingCycleAnchorConfiguration: [Wire.BillingCycleAnchorConfiguration, Orb.BillingCycleAnchorConfiguration];
  BillingCycleConfiguration: [Wire.BillingCycleConfiguration, Orb.BillingCycleConfiguration];
  ChangedSubscriptionResources: [Wire.ChangedSubscriptionResources, Orb.ChangedSubscriptionResources];
  ConversionRateConfig: [Wire.ConversionRateConfig, NonNullable<Orb.Price['conversion_rate_config']>];
  Costs: [Wire.Costs, Orb.SubscriptionFetchCostsResponse];
  CustomerCosts: [Wire.Costs, Orb.Customers.CostListResponse];
  Coupon: [Wire.Coupon, Orb.Coupon];
  CouponRedemption: [Wire.CouponRedemption, Orb.CouponRedemption];
  CreatedInvoice: [Wire.CreatedInvoice, Orb.ChangedSubscriptionResources['created_invoices'][number]];
  CreditBlock: [Wire.CreditBlock, Orb.CreditBlockRetrieveResponse];
  CreditBlockInvoices: [Wire.CreditBlockInvoices, Orb.CreditBlockListInvoicesResponse];
  CreditLedgerEntry: [Wire.CreditLedgerEntry, Orb.Customers.Credits.LedgerListResponse];
  CreditNote: [Wire.CreditNote, Orb.CreditNote];
  CreditNoteSummary: [Wire.CreditNoteSummary, Orb.Invoice['credit_notes'][number]];
  CreditTopUp: [Wire.CreditTopUp, Orb.Customers.Credits.TopUpListResponse];
  Customer: [Wire.Customer, Orb.Customer];
  CustomerBalanceTransaction: [Wire.CustomerBalanceTransaction, Orb.Customers.BalanceTransactionListResponse];
  CustomerCreditBalance: [Wire.CustomerCreditBalance, Orb.Customers.CreditListResponse];
  CustomerReference: [Wire.CustomerReference, Orb.CustomerMinified];
  DimensionalPriceConfiguration: [Wire.DimensionalPriceConfiguration, Orb.DimensionalPriceConfiguration];
  DimensionalPriceGroup: [Wire.DimensionalPriceGroup, Orb.DimensionalPriceGroup];
  Discount: [Wire.Discount, Orb.Discount];
  DiscountInterval: [Wire.DiscountInterval, Orb.Subscription['discount_intervals'][number]];
  EvaluatePriceGroup: [Wire.EvaluatePriceGroup, Orb.EvaluatePriceGroup];
  Event: [Wire.Event, Orb.EventSearchResponse['data'][number]];
  EventVolumes: [Wire.EventVolumes, Orb.Events.EventVolumes];
  FixedFeeQuantityScheduleEntry: [Wire.FixedFeeQuantityScheduleEntry, Orb.FixedFeeQuantityScheduleEntry];
  FixedFeeQuantityTransition: [Wire.FixedFeeQuantityTransition, Orb.FixedFeeQuantityTransition];
  IngestionResponse: [Wire.IngestionResponse, Orb.EventIngestResponse];
  Invoice: [Wire.Invoice, Orb.Invoice];
  InvoiceLevelDiscount: [Wire.InvoiceLevelDiscount, Orb.InvoiceLevelDiscount];
  InvoiceLineItem: [Wire.InvoiceLineItem, ClientLineItem];
  InvoiceLineItemAdded: [Wire.InvoiceLineItem, Orb.InvoiceLineItemCreateResponse];
  InvoiceReference: [Wire.InvoiceReference, Orb.CreditBlockListInvoicesResponse['invoices'][number]];
  InvoiceSummary: [Wire.InvoiceSummary, Orb.InvoiceListSummaryResponse];
  Item: [Wire.Item, Orb.Item];
  License: [Wire.License, Orb.LicenseRetrieveResponse];
  LicenseType: [Wire.LicenseType, Orb.LicenseTypeRetrieveResponse];
  LicenseUsage: [Wire.LicenseUsage, Orb.Licenses.UsageGetAllUsageResponse['data'][number]];
  MatrixSubLineItem: [Wire.MatrixSubLineItem, Orb.MatrixSubLineItem];
  Maximum: [Wire.Maximum, Orb.Maximum];
  MaximumInterval: [Wire.MaximumInterval, Orb.MaximumInterval];
  Minimum: [Wire.Minimum, Orb.Minimum];
  MinimumInterval: [Wire.MinimumInterval, Orb.MinimumInterval];
  MonetaryAdjustment: [Wire.MonetaryAdjustment, ClientLineItem['adjustments'][number]];
  MutatedSubscription: [Wire.MutatedSubscription, Orb.MutatedSubscription];
  OtherSubLineItem: [Wire.OtherSubLineItem, Orb.OtherSubLineItem];
  PageOfCoupons: [Wire.Page<Wire.Coupon>, Orb.PageResponse<Orb.Coupon>];
  PaginationMetadata: [Wire.PaginationMetadata, Orb.PaginationMetadata];
  PaymentAttempt: [Wire.PaymentAttempt, Orb.Invoice['payment_attempts'][number]];
  PercentageDiscountInterval: [Wire.PercentageDiscountInterval, Orb.PercentageDiscountInterval];
  PerPriceCost: [Wire.PerPriceCost, Orb.PerPriceCost];
  Plan: [Wire.Plan, Orb.Plan];
  PlanPhase: [Wire.PlanPhase, ClientPhase];
  PlanVersion: [Wire.PlanVersion, Orb.PlanVersion];
  PlanVersionChange: [Wire.PlanVersionChange, Orb.Plans.MigrationRetrieveResponse];
  PlanVersionPhase: [Wire.PlanVersionPhase, Orb.PlanVersionPhase];
  PriceEvaluation: [Wire.PriceEvaluation, Orb.PriceEvaluateResponse];
  PriceEvaluations: [Wire.PriceEvaluations, Orb.PriceEvaluateMultipleResponse];
  PriceEvaluationsOfPreview: [Wire.PriceEvaluations, Orb.PriceEvaluatePreviewEventsResponse];
  PriceInterval: [Wire.PriceInterval, Orb.PriceInterval];
  SubLineItem: [Wire.SubLineItem, ClientSubLineItem];
  Subscription: [Wire.Subscription, Orb.Subscription];
  SubscriptionChange: [Wire.SubscriptionChange, Orb.SubscriptionChangeRetrieveResponse];
  SubscriptionChangeSummary: [Wire.SubscriptionChangeSummary, Orb.SubscriptionChangeListResponse];
  SubscriptionScheduleItem: [Wire.SubscriptionScheduleItem, Orb.SubscriptionFetchScheduleResponse];
  SubscriptionUsage: [Wire.SubscriptionUsage, Orb.SubscriptionUsage];
  TaxAmount: [Wire.TaxAmount, Orb.TaxAmount];
  TaxId: [Wire.TaxId, Orb.CustomerTaxID];
  TierSubLineItem: [Wire.TierSubLineItem, Orb.TierSubLineItem];
  UpcomingInvoice: [Wire.UpcomingInvoice, Orb.InvoiceFetchUpcomingResponse];
  UsageDiscountInterval: [Wire.UsageDiscountInterval, Orb.UsageDiscountInterval];
};

type WritableDocuments = { [K in keyof Documents]: [Writable<Documents[K][0]>, Documents[K][1]] };
type Reversed = { [K in keyof Documents]: [Documents[K][1], Writable<Documents[K][0]>] };

describe('a response document', () => {
  test('is not any, neither ours nor the one of the client', () => {
    expectTypeOf<AnyAmong<Documents>>().toBeNever();
  });

  test('is, once writable, the type of the client', () => {
    expectTypeOf<DifferentAmong<WritableDocuments>>().toBeNever();
  });

  test('takes what the client fetched, and once writable can be given where the client type is expected', () => {
    expectTypeOf<RefusedAmong<Documents>>().toBeNever();
    expectTypeOf<RefusedAmong<Reversed>>().toBeNever();
  });
});
