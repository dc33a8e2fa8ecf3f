import type { PaymentTermsInput } from '../../index.js';
import type { VersionChange } from '../messages.js';
import type { DocumentKind } from '../../repository/index.js';
import type {
  AlertState,
  Backfill,
  BillableMetric,
  Coupon,
  CreditBlock,
  CreditLedger,
  CreditNote,
  Customer,
  CustomerBalanceTransaction,
  DimensionalPriceGroup,
  Invoice,
  Item,
  License,
  LicenseType,
  PaymentRequest,
  Plan,
  PlanVersionChange,
  Price,
  SubscriptionChangeState,
  SubscriptionScheduleState,
  SubscriptionState,
  TopUpState,
} from '../../wire/index.js';

/** Orb's document of each kind, as it is stored and answered. */
export type DocumentOf = {
  readonly alert: AlertState;
  readonly backfill: Backfill;
  readonly balance_transaction: CustomerBalanceTransaction;
  readonly coupon: Coupon;
  readonly credit_block: CreditBlock;
  readonly credit_ledger: CreditLedger;
  readonly credit_note: CreditNote;
  readonly customer: Customer;
  readonly dimensional_price_group: DimensionalPriceGroup;
  readonly invoice: Invoice;
  readonly item: Item;
  readonly license: License;
  readonly license_type: LicenseType;
  readonly metric: BillableMetric;
  readonly payment_request: PaymentRequest;
  readonly plan: Plan;
  readonly plan_migration: PlanVersionChange;
  readonly plan_version: Plan;
  readonly price: Price;
  readonly subscription: SubscriptionState;
  readonly subscription_change: SubscriptionChangeState;
  readonly subscription_schedule: { readonly items: readonly SubscriptionScheduleState[] };
  readonly top_up: TopUpState;
};

/** The credits that an invoice billed. */
export type PurchaseOf = {
  readonly currency: string;
  readonly block_ids: readonly string[];
  readonly top_up_id: string | null;
};

/** What is kept beside a document of each kind and never answered; kinds that are not named keep nothing. */
export type AsideOf = { readonly [K in DocumentKind]: unknown } & {
  readonly balance_transaction: { readonly customer_id: string };
  readonly credit_block: { readonly customer_id: string; readonly currency: string };
  /** `invoice_prefix` starts the numbers of the customer's invoices. */
  readonly customer: { readonly invoice_prefix: string; readonly watched_until?: string };
  /** `edited`: lines were changed by hand, so that it is not drafted again. */
  readonly invoice: {
    readonly payment_terms: PaymentTermsInput;
    readonly purchase: PurchaseOf | null;
    readonly edited: boolean;
  };
  readonly metric: { readonly created_at: string };
  /** The plan that a price belongs to; null for one that stands by itself. */
  readonly price: { readonly plan_id: string | null };
  /**
   * Invoices dated before `billed_until` are made; those of that date may be in part. What began before `imported_at` was
   * granted by whoever wrote the document.
   */
  readonly subscription: {
    readonly schedule: readonly SubscriptionScheduleState[];
    readonly billed_until: string | null;
    readonly imported_at?: string;
    /** Up to when what happens by itself was told to the outbox; absent: nothing was. */
    readonly told_until?: string;
    /** Moves to other versions of the plan. */
    readonly version_changes?: readonly VersionChange[];
  };
  /** When it was asked for, the subscriptions whose move is scheduled, and the instant of the last of these moves. */
  readonly plan_migration: {
    readonly version: number;
    readonly asked_at?: string;
    readonly moved?: readonly string[];
    readonly last_move_at?: string;
  };
  readonly subscription_change: { readonly customer_id: string };
  readonly top_up: { readonly customer_id: string };
};

/** A stored document, what is kept beside it, and the version that was read. */
export type Kept<K extends DocumentKind> = {
  readonly document: DocumentOf[K];
  readonly aside: AsideOf[K];
  readonly version: number;
};
