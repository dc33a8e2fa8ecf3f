import type { TaxAmount } from './line-item.js';
import type { CustomerReference, NamedReference } from './reference.js';
import type { Optional } from './shape.js';
import type { Amount, DateText, DateTimeText, DecimalText } from './text.js';

/** Why a credit note was made, as the document words it. */
export type CreditNoteReason = 'Duplicate' | 'Fraudulent' | 'Order change' | 'Product unsatisfactory';

/** A discount a credit note gives back; the percentage is a fraction between 0 and 1. */
export type CreditNoteDiscount = {
  readonly discount_type: 'percentage';
  readonly percentage_discount: number;
  readonly amount_applied: DecimalText;
  readonly reason?: string | null;
  readonly applies_to_prices?: readonly NamedReference[] | null;
};

/** A discount on one line of a credit note. */
export type CreditNoteLineItemDiscount = {
  readonly id: string;
  readonly discount_type: 'percentage' | 'amount';
  readonly percentage_discount: number;
  readonly amount_discount?: DecimalText | null;
  readonly amount_applied: DecimalText;
  readonly reason?: string | null;
  readonly applies_to_price_ids: readonly string[];
};

/** One line a credit note takes back, in whole or in part. */
export type CreditNoteLineItem = {
  readonly id: string;
  readonly name: string;
  readonly item_id: string;
  readonly quantity: number | null;
  readonly subtotal: DecimalText;
  readonly amount: DecimalText;
  readonly discounts?: readonly CreditNoteLineItemDiscount[];
  readonly tax_amounts: readonly TaxAmount[];
  readonly start_time_inclusive?: DateTimeText | null;
  readonly end_time_exclusive?: DateTimeText | null;
};

/** A credit note: money given back on a paid invoice, or an unpaid one reduced. */
export type CreditNote = {
  readonly id: string;
  readonly credit_note_number: string;
  readonly invoice_id: string;
  readonly customer: CustomerReference;
  readonly type: 'refund' | 'adjustment';
  readonly reason: CreditNoteReason | null;
  readonly memo: string | null;
  readonly line_items: readonly CreditNoteLineItem[];
  readonly discounts?: readonly CreditNoteDiscount[];
  readonly maximum_amount_adjustment: CreditNoteDiscount | null;
  readonly minimum_amount_refunded: DecimalText | null;
  readonly subtotal: DecimalText;
  readonly total: DecimalText;
  readonly credit_note_pdf: string | null;
  readonly created_at: DateTimeText;
  readonly voided_at: DateTimeText | null;
};

/** One line to credit, by at most its amount. */
export type NewCreditNoteLineItem = {
  readonly invoice_line_item_id: string;
  readonly amount: Amount;
} & Optional<{ start_date: DateText; end_date: DateText }>;

/** The request that creates a credit note. */
export type NewCreditNote = {
  readonly line_items: readonly NewCreditNoteLineItem[];
  readonly reason: 'duplicate' | 'fraudulent' | 'order_change' | 'product_unsatisfactory';
} & Optional<{ memo: string; start_date: DateText; end_date: DateText }>;
