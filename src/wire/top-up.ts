import type { Optional } from './shape.js';
import type { Amount, DateTimeText, DecimalText } from './text.js';

/** How automatic purchases of credits are invoiced. */
export type TopUpInvoiceSettings = {
  readonly auto_collection: boolean;
  readonly net_terms: number;
  readonly memo?: string | null;
  /** Whether credits stay unusable until paid for. */
  readonly require_successful_payment?: boolean;
};

/** A standing order to buy `amount` credits whenever the balance falls to `threshold`. */
export type CreditTopUp = {
  readonly id: string;
  readonly currency: string;
  readonly threshold: DecimalText;
  readonly amount: DecimalText;
  readonly per_unit_cost_basis: DecimalText;
  readonly invoice_settings: TopUpInvoiceSettings;
  readonly expires_after?: number | null;
  readonly expires_after_unit?: 'day' | 'month' | null;
};

/** A top-up with what Orb keeps to itself: from when it is active; null: since it was created. */
export type TopUpState = CreditTopUp & { readonly active_from?: DateTimeText | null | undefined };

/** The request that creates a {@link CreditTopUp}. */
export type NewCreditTopUp = {
  readonly currency: string;
  readonly threshold: Amount;
  readonly amount: Amount;
  readonly per_unit_cost_basis: Amount;
  readonly invoice_settings: TopUpInvoiceSettings;
} & Optional<{ active_from: DateTimeText; expires_after: number; expires_after_unit: 'day' | 'month' }>;
