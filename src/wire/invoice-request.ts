import type { DiscountInput } from './discount.js';
import type { UnitConfig } from './price-configs/unit.js';
import type { Optional } from './shape.js';
import type { Amount, DateOrDateTimeText, DateText, MetadataInput } from './text.js';

/** A line of a one-off invoice, always charged per unit. */
export type OneOffLineItem = {
  readonly name: string;
  readonly item_id: string;
  readonly quantity: Amount;
  readonly start_date: DateText;
  readonly end_date: DateText;
  readonly model_type: 'unit';
  readonly unit_config: UnitConfig<Amount>;
};

/** The request that creates a one-off invoice. */
export type NewOneOffInvoice = {
  readonly currency: string;
  readonly invoice_date: DateOrDateTimeText;
  readonly line_items: readonly OneOffLineItem[];
} & Optional<{
  customer_id: string;
  external_customer_id: string;
  memo: string;
  net_terms: number;
  due_date: DateOrDateTimeText;
  discount: DiscountInput;
  will_auto_issue: boolean;
  auto_collection: boolean;
  metadata: MetadataInput;
}>;

/** The request that adds a line to a draft invoice. */
export type NewInvoiceLineItem = {
  readonly invoice_id: string;
  readonly quantity: Amount;
  readonly amount: Amount;
  readonly start_date: DateText;
  readonly end_date: DateText;
} & Optional<{ name: string; item_id: string }>;

/** The request that changes an invoice's dates and settings. */
export type UpdateInvoiceRequest = Optional<{
  net_terms: number;
  due_date: DateOrDateTimeText;
  invoice_date: DateOrDateTimeText;
  auto_collection: boolean;
  metadata: MetadataInput;
}>;

/** The request that records an invoice as paid. */
export type MarkInvoicePaidRequest = { readonly payment_received_date: DateText } & Optional<{
  external_id: string;
  notes: string;
}>;
