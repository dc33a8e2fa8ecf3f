import type { ExplanationNode } from '../../explain/index.js';
import type {
  CreditLedger,
  DateTimeText,
  DecimalText,
  InvoiceDraft,
  InvoiceWorkings,
  SubscriptionScheduleState,
  SubscriptionState,
} from '../../wire/index.js';

/** What an item comes to; money in the currency of the quote. */
export type QuotedItem = { readonly item_id: string | null; readonly name: string; readonly amount: DecimalText };

/** One billing period of a quote. */
export type QuotedPeriod = {
  readonly start_date: DateTimeText;
  readonly end_date: DateTimeText;
  /** What is used in it, by the keys of `usage`; the sum of groups where there are any. */
  readonly usage: readonly { readonly key: string; readonly quantity: DecimalText }[];
  /** The totals, with tax, of the invoices dated in it; the last period also has those dated at its end. */
  readonly invoiced: DecimalText;
  /** What is earned in it, before tax: fees by the days they are for, usage when it happens, credits when they are used or expire. */
  readonly recognized: DecimalText;
  readonly items: readonly QuotedItem[];
};

/** An invoice of a quote, with the record it was folded from; a purchase of credits has none. */
export type QuotedInvoice = {
  readonly invoice: InvoiceDraft;
  readonly workings: InvoiceWorkings | null;
  /** Where every amount comes from; made when it is first read. */
  readonly explanation: ExplanationNode;
};

/** What is to be paid, and when: the invoice's date and the net terms of the deal. */
export type QuotedPayment = { readonly date: DateTimeText; readonly invoice_id: string; readonly amount: DecimalText };

/** The whole of a quote. */
export type QuoteTotals = {
  /** Before tax. */
  readonly invoiced: DecimalText;
  readonly tax: DecimalText;
  /** What is left to be paid of `invoiced` and `tax` after the customer's balance. */
  readonly amount_due: DecimalText;
  readonly recognized: DecimalText;
  /** `invoiced` that is not earned within the quote, such as unused credits or a fee for later; below zero where credits from before it were used. */
  readonly deferred: DecimalText;
  readonly items: readonly QuotedItem[];
};

/** What a deal would come to. */
export type Quote = {
  readonly currency: string;
  readonly subscription: SubscriptionState;
  readonly schedule: readonly SubscriptionScheduleState[];
  readonly periods: readonly QuotedPeriod[];
  /** In the order of their dates. */
  readonly invoices: readonly QuotedInvoice[];
  readonly cash: readonly QuotedPayment[];
  readonly totals: QuoteTotals;
  /** The customer's credits as they are at the end, one ledger of each currency. */
  readonly ledgers: readonly CreditLedger[];
};
