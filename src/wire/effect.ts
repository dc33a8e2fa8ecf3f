import type { AlertState } from './alert-state.js';
import type { Coupon } from './coupon.js';
import type { CreditNote } from './credit-note.js';
import type { Customer } from './customer.js';
import type { CustomerBalanceTransaction } from './customer-balance.js';
import type { Invoice } from './invoice.js';
import type { Item } from './item.js';
import type { LedgerEffect } from './ledger-document.js';
import type { Writable } from './shape.js';
import type { DecimalText } from './text.js';
import type { TopUpState } from './top-up.js';

/** An invoice document while it is being made: only the number, which the caller issues, may still be missing. */
export type InvoiceDraft<Number extends string | null = string | null> = Writable<Omit<Invoice, 'invoice_number'>> & {
  invoice_number: Number;
};

/** A request to collect an invoice's `amount` with the customer's payment method (§11.1). */
export type PaymentRequest = {
  readonly invoice_id: string;
  readonly customer_id: string;
  readonly amount: DecimalText;
  readonly currency: string;
};

/** What the caller has to store or do, in list order (§9); every computing function says so instead of doing it. */
export type Effect =
  | { readonly kind: 'invoice_created'; readonly invoice: InvoiceDraft }
  | { readonly kind: 'invoice_voided'; readonly invoice: InvoiceDraft }
  /** A draft that is no more; it was never issued, so that nothing takes its place. */
  | { readonly kind: 'invoice_deleted'; readonly invoice_id: string }
  | { readonly kind: 'credit_note_created'; readonly credit_note: Writable<CreditNote> }
  | { readonly kind: 'credit_note_voided'; readonly credit_note: Writable<CreditNote> }
  | {
      readonly kind: 'balance_transaction';
      readonly customer_id: string;
      readonly transaction: Writable<CustomerBalanceTransaction>;
    }
  | LedgerEffect
  | { readonly kind: 'customer'; readonly customer: Writable<Customer> }
  | { readonly kind: 'coupon'; readonly coupon: Writable<Coupon> }
  | { readonly kind: 'item_created'; readonly item: Item }
  | { readonly kind: 'top_up'; readonly customer_id: string; readonly top_up: Writable<TopUpState> }
  | { readonly kind: 'top_up_disabled'; readonly customer_id: string; readonly top_up_id: string }
  /** An alert as it is now, null for one that is no more. */
  | { readonly kind: 'alert'; readonly alert_id: string; readonly alert: Writable<AlertState> | null }
  | { readonly kind: 'payment_request'; readonly payment_request: PaymentRequest };
