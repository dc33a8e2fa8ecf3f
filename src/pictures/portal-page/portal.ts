import type { CreditBlock, Customer, DateTimeText, DecimalText, Invoice, MetricUsage } from '../../wire/index.js';
import type { Link, Party } from '../invoice-page/page-settings.js';

/** What a customer sees of their bills, with where the pages of the single invoices are. */
export type Portal = {
  readonly customer: Customer;
  readonly issuer: Party | null;
  /** When the page was made, and until when its address is good. */
  readonly at: DateTimeText;
  readonly expires_at: DateTimeText;
  readonly subscriptions: readonly PortalSubscription[];
  /** Whether there are subscriptions beside these. */
  readonly has_more_subscriptions: boolean;
  readonly invoices: readonly PortalInvoiceRow[];
  /** Where the invoices before and after these are. */
  readonly turns: readonly Link[];
  readonly credits: readonly PortalCredits[];
};

/** What is coming and what was used; null where that cannot be said now. */
export type PortalSubscription = {
  readonly name: string;
  readonly coming: PortalComing | null;
  readonly usage: readonly MetricUsage[] | null;
};

export type PortalComing = {
  readonly href: string;
  readonly date: DateTimeText;
  readonly amount: DecimalText;
  readonly currency: string;
};

export type PortalInvoiceRow = { readonly invoice: Invoice; readonly href: string };

/** Credits in one currency, and their picture for a wide and for a narrow page. */
export type PortalCredits = {
  readonly currency: string;
  readonly balance: DecimalText;
  readonly blocks: readonly CreditBlock[];
  readonly pictures: { readonly wide: string; readonly narrow: string };
};
