import type { CustomModelsInput, TaxFunction } from '../index.js';
import type { DocumentKind, Repository } from '../repository/index.js';
import type {
  CreditInvoiceSettings,
  Customer,
  Invoice,
  PaymentMethod,
  PoliciesInput,
  TrialConfig,
} from '../wire/index.js';

/** What Orb's API has no endpoint for: the choices of an account. */
export type AccountSettings = {
  readonly id: string;
  /** The IANA zone of customers that name none; UTC unless given. */
  readonly timezone?: string | undefined;
  readonly policies?: PoliciesInput | undefined;
  /** Pricing units such as `credits`; given, prices in another virtual currency are refused. */
  readonly pricing_units?: readonly string[] | undefined;
  /** The trials of plans, by the plan's id or external id, because the request that creates a plan has none. */
  readonly trials?: { readonly [plan: string]: TrialConfig } | undefined;
  /** How bought credits are invoiced that do not say so themselves. */
  readonly credit_invoice_settings?: CreditInvoiceSettings | undefined;
};

/** What became of a payment that another system was asked for. */
export type PaymentOutcome = {
  readonly succeeded: boolean;
  readonly payment_provider?: 'stripe' | 'adyen' | null | undefined;
  readonly payment_provider_id?: string | null | undefined;
};

/** The system that moves money; asked outside of any transaction, again after a lost answer, under the same key. */
export type PaymentsPort = {
  readonly pay: (payment: {
    readonly invoice: Invoice;
    readonly customer: Customer;
    readonly shared_payment_token_id: string | null;
    readonly idempotency_key: string;
  }) => Promise<PaymentOutcome>;
  /** The customer's means of payment as the gateway knows it. */
  readonly paymentMethod: (customer: Customer) => Promise<PaymentMethod | null>;
};

/** Where files of invoices are made: answers the address of the file. */
export type FilesPort = {
  readonly invoice: (invoice: Invoice) => Promise<string>;
  readonly receipt: (invoice: Invoice) => Promise<string>;
};

/** A link by which one customer sees their own bills, for a while. */
export type PortalSession = {
  readonly id: string;
  readonly customer_id: string;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly url: string;
};

/** A session that was started, whose link is to be made. */
export type NewPortalSession = {
  readonly id: string;
  readonly account_id: string;
  readonly customer_id: string;
  readonly customer: Customer;
  readonly created_at: string;
  readonly expires_at: string;
  /** Whether it ended the customer's earlier sessions. */
  readonly invalidate_existing: boolean;
};

/** Where portal links are made: answers the address of a session. `createPortal` of `reckoner/rest` is one. */
export type PortalPort = { readonly open: (session: NewPortalSession) => Promise<string> };

/** What a billing service is made of. Ports that are left out answer `feature_not_available`. */
export type BillingServiceOptions = {
  readonly repository: Repository;
  /** Now, as an ISO 8601 instant: the only clock that the service reads. */
  readonly now: () => string;
  /** The one account, or each by its id; null for an account that there is not. */
  readonly account: AccountSettings | ((account_id: string) => AccountSettings | null);
  /** Which taxes are on lines; pure. */
  readonly tax?: TaxFunction | undefined;
  /** Price models of your own, by the name that prices give as `model_type`; see `definePriceModel`. */
  readonly custom_models?: CustomModelsInput | undefined;
  readonly payments?: PaymentsPort | undefined;
  readonly files?: FilesPort | undefined;
  readonly portal?: PortalPort | undefined;
  /** Ids of what is created without an identity of its own; a random UUID unless given. */
  readonly newId?: ((kind: DocumentKind) => string) | undefined;
};

/** What a call brings beside its parameters. */
export type CallContext = {
  /** Needed where the service has several accounts. */
  readonly account_id?: string | undefined;
  /** Under the same key a change is made once, and answered the same again. */
  readonly idempotency_key?: string | null | undefined;
  /** A change of a subscription is prepared, and made when it is applied (`Create-Pending-Subscription-Change`). */
  readonly creates_pending_change?: boolean | undefined;
};
