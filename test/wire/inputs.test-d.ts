import type Orb from 'orb-billing';
import { describe, expectTypeOf, test } from 'vitest';
import type * as Wire from '../../src/wire/index.js';
import type { AnyAmong, RefusedAmong } from './identity.js';

type Item<List> = NonNullable<List> extends readonly (infer Each)[] ? Each : never;
type NewPlanPrice = NonNullable<Orb.PlanCreateParams['prices'][number]['price']>;
type NewSubscriptionPrice = NonNullable<Item<Orb.SubscriptionCreateParams['add_prices']>['price']>;
type NewIntervalPrice = NonNullable<Item<Orb.SubscriptionPriceIntervalsParams['add']>['price']>;
type NewIntervalDiscount = Item<Item<Orb.SubscriptionPriceIntervalsParams['add']>['discounts']>;
type Ledger = Orb.Customers.Credits.LedgerCreateEntryParams;

/** What each input form has to accept: the client's create bodies and fetched documents. */
type Accepted = {
  AdjustmentFetched: [Wire.AdjustmentInput, Orb.Plan['adjustments'][number]];
  AdjustmentOfInterval: [Wire.AdjustmentInput, Orb.AdjustmentInterval['adjustment']];
  AdjustmentOfPlan: [Wire.PlanAdjustmentInput, Item<Orb.PlanCreateParams['adjustments']>];
  AdjustmentOfSubscription: [Wire.AddSubscriptionAdjustment, Item<Orb.SubscriptionCreateParams['add_adjustments']>];
  AllocationPrice: [Wire.AllocationPriceInput, Orb.NewAllocationPrice];
  ApplySubscriptionChange: [Wire.ApplySubscriptionChangeRequest, Orb.SubscriptionChangeApplyParams];
  Backfill: [Wire.NewBackfill, Orb.Events.BackfillCreateParams];
  BalanceAlert: [Wire.NewBalanceAlert, Orb.AlertCreateForCustomerParams];
  BalanceTransaction: [Wire.NewCustomerBalanceTransaction, Orb.Customers.BalanceTransactionCreateParams];
  Cancel: [Wire.CancelSubscriptionRequest, Orb.SubscriptionCancelParams];
  Coupon: [Wire.NewCoupon, Orb.CouponCreateParams];
  CreditNote: [Wire.NewCreditNote, Orb.CreditNoteCreateParams];
  CustomerCreated: [Wire.NewCustomer, Orb.CustomerCreateParams];
  CustomerEdited: [Wire.CustomerInputFields, Orb.CustomerUpdateParams];
  CustomerFetched: [Wire.CustomerInput, Orb.Customer];
  CustomerReference: [Wire.CustomerInput, Orb.CustomerMinified];
  CustomerWithId: [Wire.CustomerInput, Orb.CustomerCreateParams & { id: string }];
  DimensionalPriceGroup: [Wire.NewDimensionalPriceGroup, Orb.DimensionalPriceGroupCreateParams];
  DiscountCreated: [Wire.DiscountInput, NewIntervalDiscount];
  DiscountFetched: [Wire.DiscountInput, Orb.Discount];
  DiscountOverride: [Wire.DiscountInput, Orb.DiscountOverride];
  EvaluatePrice: [Wire.EvaluatePriceRequest, Orb.PriceEvaluateParams];
  EvaluatePrices: [Wire.EvaluatePricesRequest, Orb.PriceEvaluateMultipleParams];
  EvaluatePricesOverEvents: [Wire.EvaluatePricesRequest, Orb.PriceEvaluatePreviewEventsParams];
  EventAmended: [Wire.AmendEventRequest, Orb.EventUpdateParams];
  EventFetched: [Wire.EventInput, Orb.EventSearchResponse['data'][number]];
  EventIngested: [Wire.EventInput, Orb.EventIngestParams['events'][number]];
  FixedFeeQuantity: [Wire.FixedFeeQuantityRequest, Orb.SubscriptionUpdateFixedFeeQuantityParams];
  InvoiceEdit: [Wire.UpdateInvoiceRequest, Orb.InvoiceUpdateParams];
  InvoiceLineItem: [Wire.NewInvoiceLineItem, Orb.InvoiceLineItemCreateParams];
  LedgerEntry: [Wire.NewLedgerEntry, Ledger];
  MarkInvoicePaid: [Wire.MarkInvoicePaidRequest, Orb.InvoiceMarkPaidParams];
  MaximumFetched: [Wire.MaximumInput, Orb.Maximum];
  Metric: [Wire.NewBillableMetric, Orb.MetricCreateParams];
  MinimumFetched: [Wire.MinimumInput, Orb.Minimum];
  OneOffInvoice: [Wire.NewOneOffInvoice, Orb.InvoiceCreateParams];
  PlanChange: [Wire.PlanChangeRequest, Orb.SubscriptionSchedulePlanChangeParams];
  PlanCreated: [Wire.PlanInput, Orb.PlanCreateParams];
  PlanFetched: [Wire.PlanInput, Orb.Plan];
  PlanVersion: [Wire.NewPlanVersion, Orb.BetaCreatePlanVersionParams];
  PriceCreated: [Wire.PriceInput, Orb.PriceCreateParams];
  PriceFetched: [Wire.PriceInput, Orb.Price];
  PriceIntervals: [Wire.PriceIntervalsRequest, Orb.SubscriptionPriceIntervalsParams];
  PriceLegacy: [Wire.PriceInput, Wire.LegacyPrice];
  PriceOfInterval: [Wire.PriceInput, NewIntervalPrice];
  PriceOfPlan: [Wire.PriceInput, NewPlanPrice];
  PriceOfSubscription: [Wire.PriceInput, NewSubscriptionPrice];
  PriceReadonly: [Wire.PriceInput, Wire.Price];
  RedeemCoupon: [Wire.RedeemCouponRequest, Orb.SubscriptionRedeemCouponParams];
  SpendAlert: [Wire.NewSpendAlert, Orb.AlertCreateForSubscriptionParams];
  SpendAlertChange: [Wire.UpdateAlertRequest, Orb.AlertUpdateParams];
  Subscription: [Wire.NewSubscription, Orb.SubscriptionCreateParams];
  SubscriptionSettings: [Wire.UpdateSubscriptionRequest, Orb.SubscriptionUpdateParams];
  TopUp: [Wire.NewCreditTopUp, Orb.Customers.Credits.TopUpCreateParams];
  TriggerPhase: [Wire.TriggerPhaseRequest, Orb.SubscriptionTriggerPhaseParams];
  Trial: [Wire.UpdateTrialRequest, Orb.SubscriptionUpdateTrialParams];
  UnscheduleQuantity: [Wire.UnscheduleFixedFeeQuantityRequest, Orb.SubscriptionUnscheduleFixedFeeQuantityUpdatesParams];
};

/** The keys a client body has and our form does not: naming them all is what lets a literal body pass. */
type Unnamed = {
  [K in keyof Accepted]: Exclude<EveryKey<Accepted[K][1]>, EveryKey<Accepted[K][0]>>;
};
type EveryKey<T> = T extends unknown ? keyof T : never;

describe('an input form', () => {
  test('is not any, and neither is what it is held against', () => {
    expectTypeOf<AnyAmong<Accepted>>().toBeNever();
  });

  test('accepts the bodies and documents of the client', () => {
    expectTypeOf<RefusedAmong<Accepted>>().toBeNever();
  });

  test('names every key that they have', () => {
    expectTypeOf<Unnamed[keyof Unnamed]>().toBeNever();
  });
});

describe('a price input', () => {
  test('needs no more than its model and the config of the model', () => {
    const seats = {
      id: 'seats',
      name: 'Seats',
      model_type: 'unit',
      unit_config: { unit_amount: '12.00' },
      fixed_price_quantity: 5,
    } as const;
    expectTypeOf(seats).toExtend<Wire.PriceInput>();
    expectTypeOf<{ model_type: 'package'; package_config: { package_amount: 4.99; package_size: '250' } }>().toExtend<
      Wire.PriceInputOf<'package'>
    >();
    expectTypeOf<{ model_type: 'bps'; bps_config: { bps: 75; per_unit_maximum: '15' } }>().toExtend<Wire.PriceInput>();
  });

  test('refuses a config under the wrong model, no config, and a misspelt key of one', () => {
    expectTypeOf<{ model_type: 'tiered'; unit_config: { unit_amount: '1' } }>().not.toExtend<Wire.PriceInput>();
    expectTypeOf<{ model_type: 'bps'; bps_config: { per_unit_maximum: '15' } }>().not.toExtend<Wire.PriceInput>();
    expectTypeOf<{ model_type: 'unit' }>().not.toExtend<Wire.PriceInput>();
    expectTypeOf<{ model_type: 'unit'; unit_config: { unit_amout: '1' } }>().not.toExtend<Wire.PriceInput>();
    // @ts-expect-error -- a literal with an unknown key is most likely a misspelling
    const misspelt: Wire.PriceInput = { model_type: 'unit', unit_config: { unit_amount: 1 }, fixed_price_qty: 5 };
    expectTypeOf(misspelt).toExtend<Wire.PriceInput>();
  });

  test('takes the same keys whether absent, undefined or null', () => {
    expectTypeOf<{
      model_type: 'unit';
      unit_config: { unit_amount: '1' };
      currency: undefined;
      metadata: null;
    }>().toExtend<Wire.PriceInput>();
  });

  test('has a member for each of the 38 models', () => {
    expectTypeOf<Wire.PriceInput['model_type']>().toEqualTypeOf<Wire.ModelType>();
    expectTypeOf<keyof Wire.PriceModelConfigs>().toEqualTypeOf<Wire.ModelType>();
  });
});

describe('frozen data', () => {
  test('fits wherever it is read', () => {
    const plan = {
      currency: 'USD',
      prices: [{ model_type: 'bulk', bulk_config: { tiers: [{ maximum_units: 50, unit_amount: 1.2 }] } }],
      adjustments: [{ adjustment_type: 'percentage_discount', percentage_discount: 0.1, applies_to_all: true }],
    } as const;
    expectTypeOf(plan).toExtend<Wire.PlanInput>();
    expectTypeOf<
      Readonly<{ event_name: 'call'; timestamp: '2026-01-01T00:00:00Z'; properties: { a: 1 } }>
    >().toExtend<Wire.EventInput>();
  });
});
