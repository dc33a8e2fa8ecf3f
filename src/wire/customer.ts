import type { Address, AddressInput } from './address.js';
import type { CustomerReference } from './reference.js';
import type { Optional } from './shape.js';
import type { TaxId } from './tax-id.js';
import type { DateTimeText, DecimalText, Metadata, MetadataInput } from './text.js';

/** The system a customer's invoices are paid through. */
export type PaymentProvider = 'quickbooks' | 'bill.com' | 'stripe_charge' | 'stripe_invoice' | 'netsuite' | 'adyen';

/** A customer's place among customers: usage of children can be billed to the parent. */
export type CustomerHierarchy = {
  readonly parent: CustomerReference | null;
  readonly children: readonly CustomerReference[];
};

/** Which accounting systems a customer is synchronised to. */
export type AccountingSyncConfiguration = {
  readonly excluded: boolean;
  readonly accounting_providers: readonly {
    readonly provider_type: 'quickbooks' | 'netsuite';
    readonly external_provider_id: string | null;
  }[];
};

/** Which payment methods a customer's invoices may be paid with. */
export type PaymentConfiguration = {
  readonly payment_providers?: readonly {
    readonly provider_type: 'stripe';
    readonly excluded_payment_method_types?: readonly string[];
    readonly default_shared_payment_token?: string | null;
  }[];
};

/** A stored means of payment. */
export type PaymentMethod = {
  readonly id: string;
  readonly payment_method_type: 'card' | 'us_bank_account' | 'link' | 'amazon_pay' | 'crypto';
  readonly provider_type: string | null;
  readonly external_payment_method_id: string;
  readonly customer_id: string;
  readonly default: boolean;
  readonly created_at: DateTimeText;
};

/** A customer document. */
export type Customer = {
  readonly id: string;
  readonly external_customer_id: string | null;
  readonly name: string;
  readonly email: string;
  readonly additional_emails: readonly string[];
  /** The IANA zone whose midnights bound billing periods. */
  readonly timezone: string;
  readonly currency: string | null;
  /** Positive is owed to the customer and reduces the next invoice. */
  readonly balance: DecimalText;
  readonly payment_provider: PaymentProvider | null;
  readonly payment_provider_id: string | null;
  readonly payment_configuration?: PaymentConfiguration | null;
  readonly default_payment_method?: PaymentMethod | null;
  readonly billing_address: Address | null;
  readonly shipping_address: Address | null;
  readonly tax_id: TaxId | null;
  readonly automatic_tax_enabled?: boolean | null;
  readonly exempt_from_automated_tax: boolean | null;
  readonly auto_collection: boolean;
  readonly auto_issuance: boolean | null;
  readonly email_delivery: boolean;
  readonly hierarchy: CustomerHierarchy;
  readonly accounting_sync_configuration?: AccountingSyncConfiguration | null;
  readonly reporting_configuration?: { readonly exempt: boolean } | null;
  readonly portal_url: string | null;
  readonly created_at: DateTimeText;
  readonly metadata: Metadata;
};

/** Where a customer's tax is computed, as a request states it. */
export type TaxConfigurationInput = {
  readonly tax_provider: 'avalara' | 'taxjar' | 'sphere' | 'numeral' | 'anrok' | 'stripe';
  readonly tax_exempt: boolean;
  readonly automatic_tax_enabled?: boolean | null | undefined;
  readonly tax_exemption_code?: string | null | undefined;
};

/** {@link CustomerHierarchy} as a request states it, or as fetched. */
export type CustomerHierarchyInput = Optional<{
  parent: CustomerReference;
  children: readonly CustomerReference[];
  parent_customer_id: string;
  child_customer_ids: readonly string[];
}>;

/** {@link AccountingSyncConfiguration} as a request states it, or as fetched. */
export type AccountingSyncConfigurationInput = Optional<AccountingSyncConfiguration>;

/** What a customer may carry, from a response and from a create body alike; all of it optional. */
export type CustomerInputFields = Optional<
  Omit<Customer, 'id' | 'metadata' | 'hierarchy' | 'accounting_sync_configuration' | `${string}_address`> & {
    billing_address: AddressInput;
    shipping_address: AddressInput;
    hierarchy: CustomerHierarchyInput;
    accounting_sync_configuration: AccountingSyncConfigurationInput;
    tax_configuration: TaxConfigurationInput;
    default_payment_method_id: string;
    metadata: MetadataInput;
  }
>;

/** A customer as a computation accepts one: an id, and of the rest chiefly `currency` and `timezone`. */
export type CustomerInput = CustomerInputFields & { readonly id: string };

/** The request that creates a customer. */
export type NewCustomer = CustomerInputFields & { readonly name: string; readonly email: string };
