import type { MonetaryAdjustment } from './adjustment.js';
import type { Price } from './price.js';
import type { SubLineItem } from './sub-line-item.js';
import type { DateTimeText, DecimalText } from './text.js';

/** One tax on a line; the percentage is out of a hundred and null where the provider gave an amount only. */
export type TaxAmount = {
  readonly tax_rate_description: string;
  readonly tax_rate_percentage: DecimalText | null;
  readonly amount: DecimalText;
};

/** One charge of an invoice for `[start_date, end_date)`, from its rated subtotal down to the amount billed, beside it the taxes on it. */
export type InvoiceLineItem = {
  readonly id: string;
  readonly name: string;
  readonly price: Price;
  readonly start_date: DateTimeText;
  readonly end_date: DateTimeText;
  readonly quantity: number;
  /** The value of the event property the line stands for, where a price bills per value. */
  readonly grouping: string | null;
  /** The rated amount before adjustments. */
  readonly subtotal: DecimalText;
  readonly adjustments: readonly MonetaryAdjustment[];
  /** The amount after adjustments, before credits and partial invoices. */
  readonly adjusted_subtotal: DecimalText;
  /** How much prepaid credits paid of it, a magnitude. */
  readonly credits_applied: DecimalText;
  /** How much earlier partial invoices billed of it. */
  readonly partially_invoiced_amount: DecimalText;
  readonly tax_amounts: readonly TaxAmount[];
  /** What is left to bill: after credits and partial invoices, before tax. */
  readonly amount: DecimalText;
  readonly sub_line_items: readonly SubLineItem[];
  readonly usage_customer_ids: readonly string[] | null;
  readonly filter: string | null;
};
