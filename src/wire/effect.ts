import type { Coupon } from './coupon.js';
import type { CreditNote } from './credit-note.js';
import type { Customer } from './customer.js';
import type { CustomerBalanceTransaction } from './customer-balance.js';
import type { Invoice } from './invoice.js';
import type { Item } from './item.js';
import type { LedgerEffect } from './ledger-document.js';
import type { Writable } from './shape.js';
import type { DecimalText } from './text.js';

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
  | { readonly kind: 'top_up_disabled'; readonly customer_id: string; readonly top_up_id: string }
  | { readonly kind: 'payment_request'; readonly payment_request: PaymentRequest };
