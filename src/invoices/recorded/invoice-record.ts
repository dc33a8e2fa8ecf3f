import type { RealCurrency } from '../../currency/index.js';
import type { Decimal } from '../../decimal/index.js';
import type { Instant } from '../../time/index.js';
import type { CustomerBalanceAction, InvoiceSource, InvoiceStatus } from '../../wire/index.js';

/** What the life of an invoice depends on, read from its document. Amounts are in `currency`, whole minor units. */
export type InvoiceRecord = {
  readonly id: string;
  readonly invoice_number: string | null;
  readonly status: InvoiceStatus;
  readonly source: InvoiceSource;
  readonly customer_id: string;
  readonly currency: RealCurrency;
  readonly invoice_date: Instant;
  readonly total: Decimal;
  readonly amount_due: Decimal;
  readonly will_auto_issue: boolean;
  readonly auto_collection: boolean;
  readonly eligible_to_issue_at: Instant | null;
  /** What the invoice and its credit notes have moved the customer's balance by, oldest first. */
  readonly balance_moves: readonly RecordedMove[];
};

/** A movement of the balance that an invoice document lists; `change` is signed. */
export type RecordedMove = {
  readonly action: CustomerBalanceAction;
  readonly change: Decimal;
  readonly starting_balance: Decimal;
  readonly ending_balance: Decimal;
  readonly credit_note_id: string | null;
};
