import type { AffectedBlock } from './credit-block.js';
import type { BlockPriceFilter } from './filter.js';
import type { Invoice } from './invoice.js';
import type { CustomerReference } from './reference.js';
import type { Optional } from './shape.js';
import type { Amount, DateOrDateTimeText, DateText, DateTimeText, Metadata, MetadataInput } from './text.js';

/** What every entry of a credit ledger carries; amounts and balances are in units of `currency`. */
export type LedgerEntryFields = {
  readonly id: string;
  /** Entries are numbered in the order they were written. */
  readonly ledger_sequence_number: number;
  readonly entry_status: 'committed' | 'pending';
  readonly customer: CustomerReference;
  readonly currency: string;
  readonly starting_balance: number;
  readonly ending_balance: number;
  /** The magnitude of the movement. */
  readonly amount: number;
  readonly credit_block: AffectedBlock;
  readonly description: string | null;
  readonly created_at: DateTimeText;
  readonly metadata: Metadata;
};

/** Credits added. */
export type IncrementLedgerEntry = LedgerEntryFields & {
  readonly entry_type: 'increment';
  readonly created_invoices?: readonly Invoice[] | null;
};

/** Credits used, by a charge or by hand. */
export type DecrementLedgerEntry = LedgerEntryFields & {
  readonly entry_type: 'decrement';
  readonly price_id?: string | null;
  readonly invoice_id?: string | null;
  readonly event_id?: string | null;
};

/** A change of when credits expire. */
export type ExpirationChangeLedgerEntry = LedgerEntryFields & {
  readonly entry_type: 'expiration_change';
  readonly new_block_expiry_date: DateTimeText | null;
};

/** Credits lost by expiry. */
export type CreditBlockExpiryLedgerEntry = LedgerEntryFields & { readonly entry_type: 'credit_block_expiry' };

/** Credits taken back. */
export type VoidLedgerEntry = LedgerEntryFields & {
  readonly entry_type: 'void';
  readonly void_reason: string | null;
  readonly void_amount: number;
};

/** The first half of taking credits back: the block is cut off before it is voided. */
export type VoidInitiatedLedgerEntry = LedgerEntryFields & {
  readonly entry_type: 'void_initiated';
  readonly new_block_expiry_date: DateTimeText;
  readonly void_reason: string | null;
  readonly void_amount: number;
};

/** A correction of a block's balance. */
export type AmendmentLedgerEntry = LedgerEntryFields & { readonly entry_type: 'amendment' };

/** An entry of a credit ledger, discriminated by `entry_type`. */
export type CreditLedgerEntry =
  | IncrementLedgerEntry
  | DecrementLedgerEntry
  | ExpirationChangeLedgerEntry
  | CreditBlockExpiryLedgerEntry
  | VoidLedgerEntry
  | VoidInitiatedLedgerEntry
  | AmendmentLedgerEntry;

/** How an increment of credits is invoiced. */
export type CreditInvoiceSettings = { readonly auto_collection: boolean } & Optional<{
  net_terms: number;
  custom_due_date: DateOrDateTimeText;
  invoice_date: DateOrDateTimeText;
  memo: string;
  item_id: string;
  require_successful_payment: boolean;
  mark_as_paid: boolean;
}>;

type NewLedgerEntryFields = Optional<{ currency: string; description: string; metadata: MetadataInput }>;

/** A request to add credits. */
export type NewIncrementLedgerEntry = NewLedgerEntryFields & {
  readonly entry_type: 'increment';
  readonly amount: Amount;
} & Optional<{
    effective_date: DateTimeText;
    expiry_date: DateTimeText;
    per_unit_cost_basis: Amount;
    filters: readonly BlockPriceFilter[];
    invoice_settings: CreditInvoiceSettings;
  }>;

/** A request to use credits. */
export type NewDecrementLedgerEntry = NewLedgerEntryFields & {
  readonly entry_type: 'decrement';
  readonly amount: Amount;
};

/** A request to move the expiry of credits of one block, or of all that expire on `expiry_date`. */
export type NewExpirationChangeLedgerEntry = NewLedgerEntryFields & {
  readonly entry_type: 'expiration_change';
  readonly target_expiry_date: DateText;
} & Optional<{ amount: Amount; expiry_date: DateTimeText; block_id: string }>;

/** A request to take credits of a block back. */
export type NewVoidLedgerEntry = NewLedgerEntryFields & {
  readonly entry_type: 'void';
  readonly amount: Amount;
  readonly block_id: string;
  readonly void_reason?: 'refund' | null | undefined;
};

/** A request to correct a block's balance. */
export type NewAmendmentLedgerEntry = NewLedgerEntryFields & {
  readonly entry_type: 'amendment';
  readonly amount: Amount;
  readonly block_id: string;
};

/** A request for a ledger entry, discriminated by `entry_type`. */
export type NewLedgerEntry =
  | NewIncrementLedgerEntry
  | NewDecrementLedgerEntry
  | NewExpirationChangeLedgerEntry
  | NewVoidLedgerEntry
  | NewAmendmentLedgerEntry;
