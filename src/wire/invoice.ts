import type { Address } from './address.js';
import type { CustomerBalanceTransaction } from './customer-balance.js';
import type { InvoiceLevelDiscount, Maximum, Minimum } from './discount.js';
import type { InvoiceLineItem } from './line-item.js';
import type { CustomerReference, Reference } from './reference.js';
import type { TaxId } from './tax-id.js';
import type { DateTimeText, DecimalText, Metadata } from './text.js';

/** Where an invoice stands. */
export type InvoiceStatus = 'issued' | 'paid' | 'synced' | 'void' | 'draft';

/** What gave rise to an invoice: a subscription's cycle, its spending threshold, or a request. */
export type InvoiceSource = 'subscription' | 'partial' | 'one_off';

/** How far the automatic collection of an invoice has come. */
export type AutoCollection = {
  readonly next_attempt_at: DateTimeText | null;
  readonly previously_attempted_at: DateTimeText | null;
  readonly enabled: boolean | null;
  readonly num_attempts: number | null;
};

/** One try at paying an invoice. */
export type PaymentAttempt = {
  readonly id: string;
  readonly payment_provider: 'stripe' | 'adyen' | null;
  readonly payment_provider_id: string | null;
  readonly amount: DecimalText;
  readonly succeeded: boolean;
  readonly created_at: DateTimeText;
  readonly receipt_pdf: string | null;
};

/** A credit note as the invoice it corrects mentions it. */
export type CreditNoteSummary = {
  readonly id: string;
  readonly credit_note_number: string;
  readonly reason: string;
  readonly total: DecimalText;
  readonly voided_at: DateTimeText | null;
  readonly type: string;
  readonly memo: string | null;
};

/** What every form of an invoice carries. All amounts are in `currency`, rounded to its minor unit. */
type InvoiceFields = {
  readonly id: string;
  readonly invoice_number: string;
  readonly status: InvoiceStatus;
  readonly invoice_source: InvoiceSource;
  readonly customer: CustomerReference;
  readonly subscription: Reference | null;
  readonly currency: string;
  /** What the invoice is for: lines, adjustments, credits and tax. */
  readonly total: DecimalText;
  /** What is left to pay of `total` after the customer balance. */
  readonly amount_due: DecimalText;
  readonly customer_balance_transactions: readonly CustomerBalanceTransaction[];
  readonly credit_notes: readonly CreditNoteSummary[];
  readonly payment_attempts: readonly PaymentAttempt[];
  readonly auto_collection: AutoCollection;
  readonly will_auto_issue: boolean;
  readonly created_at: DateTimeText;
  readonly due_date: DateTimeText | null;
  readonly eligible_to_issue_at: DateTimeText | null;
  readonly scheduled_issue_at: DateTimeText | null;
  readonly issued_at: DateTimeText | null;
  readonly issue_failed_at: DateTimeText | null;
  readonly paid_at: DateTimeText | null;
  readonly payment_started_at: DateTimeText | null;
  readonly payment_failed_at: DateTimeText | null;
  readonly sync_failed_at: DateTimeText | null;
  readonly voided_at: DateTimeText | null;
  readonly billing_address: Address | null;
  readonly shipping_address: Address | null;
  readonly customer_tax_id: TaxId | null;
  readonly hosted_invoice_url: string | null;
  readonly invoice_pdf: string | null;
  readonly memo: string | null;
  readonly metadata: Metadata;
};

/** The lines of an invoice and what acts on them as a whole. */
type InvoiceLines = {
  readonly line_items: readonly InvoiceLineItem[];
  /** The sum of the lines before invoice-level discounts. */
  readonly subtotal: DecimalText;
  /** The superseded single discount; nothing reads it. */
  readonly discount: unknown;
  readonly discounts: readonly InvoiceLevelDiscount[];
  readonly minimum: Minimum | null;
  readonly minimum_amount: DecimalText | null;
  readonly maximum: Maximum | null;
  readonly maximum_amount: DecimalText | null;
};

/** An invoice document, all 41 keys. */
export type Invoice = InvoiceFields & InvoiceLines & { readonly invoice_date: DateTimeText };

/** An invoice as a list of invoices shows it: without its lines. */
export type InvoiceSummary = InvoiceFields & { readonly invoice_date: DateTimeText };

/** The invoice the current period is heading for; `target_date` is when it will be issued. */
export type UpcomingInvoice = InvoiceFields & InvoiceLines & { readonly target_date: DateTimeText };

/** An invoice a change of a subscription brought about. */
export type CreatedInvoice = Invoice & { readonly is_payable_now: boolean };

/** An invoice as other documents mention one. */
export type InvoiceReference = {
  readonly id: string;
  readonly invoice_number: string;
  readonly status: InvoiceStatus;
  readonly customer: CustomerReference;
  readonly subscription: Reference | null;
};

/** An invoice as an action on it takes it: drafted here, so that its number may still be missing, or fetched. */
export type InvoiceInput = Omit<Invoice, 'invoice_number'> & { readonly invoice_number: string | null };
