import type { CreditBlock, CreditBlockAllocation } from './credit-block.js';
import type { CreditLedgerEntry } from './credit-ledger.js';
import type { PriceFilter } from './filter.js';
import type { PriceType } from './price.js';
import type { DateTimeText, DecimalText, Metadata } from './text.js';

/** A block of a {@link CreditLedger}, with what is left of it; amounts are exact. */
export type LedgerBlock = {
  readonly id: string;
  /** What was granted; what the block may hold at most, once credits have moved on to another, is `maximum_initial_balance`. */
  readonly amount: DecimalText;
  readonly balance: DecimalText;
  readonly maximum_initial_balance: DecimalText;
  readonly status: CreditBlock['status'];
  readonly effective_date: DateTimeText;
  /** From when it counts: later than `effective_date` where it was paid for later; null while payment is awaited. */
  readonly usable_from: DateTimeText | null;
  readonly expiry_date: DateTimeText | null;
  readonly per_unit_cost_basis: DecimalText | null;
  readonly filters: readonly PriceFilter[];
  readonly license_id: string | null;
  /** Only where what the licence uses beyond its own blocks is written off. */
  readonly write_off_overage?: true;
  /** Only of a block that paid what was written off: the licence's own block that was not enough. It follows from a charge. */
  readonly writes_off?: string;
  readonly credit_block_source: CreditBlock['credit_block_source'];
  /** The allocation or top-up that granted it. */
  readonly granted_by: string | null;
  /** Only of a block that an allocation granted: what it says. */
  readonly credit_allocation?: CreditBlockAllocation;
  /** The block that its credits came out of by an entry made by hand; such a block follows from the entry. */
  readonly split_from: string | null;
  readonly created_at: DateTimeText;
  readonly description: string | null;
  readonly metadata: Metadata;
};

/** An entry made by hand, or an allocation's end, as it was asked for. */
export type LedgerAct = {
  readonly type: 'decrement' | 'expiration_change' | 'void' | 'amendment' | 'end';
  readonly at: DateTimeText;
  readonly block_id: string | null;
  /** The allocation that ends. */
  readonly allocation_id: string | null;
  /** Null where all that is left was meant. */
  readonly amount: DecimalText | null;
  readonly target_expiry_date: DateTimeText | null;
  readonly new_block_id: string | null;
  readonly void_reason: string | null;
  readonly description: string | null;
  readonly metadata: Metadata;
};

/** What a line of an invoice charged on one local day, in the ledger's currency. */
export type LedgerCharge = {
  readonly date: DateTimeText;
  readonly price_id: string;
  readonly item_id: string | null;
  readonly price_type: PriceType;
  readonly invoice_id: string;
  /** The licence that used it; null: nobody in particular. */
  readonly license_id: string | null;
  /** Only where that licence was not in force, so that shared credits alone pay. */
  readonly license_status?: 'inactive';
  readonly amount: DecimalText;
  /** Null: charged. Else given back, of what issued invoices were paid from this day on; usage has fallen since. */
  readonly returns_since: DateTimeText | null;
  readonly overage: 'bill' | 'deficit';
  /** What credits paid of it when its invoice was issued; null before. */
  readonly issued: DecimalText | null;
};

/** An entry of a {@link CreditLedger}: Orb's, with exact amounts and ids for what it concerns. */
export type LedgerEntry = {
  readonly ledger_sequence_number: number;
  readonly entry_type: CreditLedgerEntry['entry_type'];
  readonly entry_status: CreditLedgerEntry['entry_status'];
  readonly date: DateTimeText;
  /** Null where no block gave it: the balance went negative. */
  readonly block_id: string | null;
  readonly amount: DecimalText;
  readonly starting_balance: DecimalText;
  readonly ending_balance: DecimalText;
  readonly price_id: string | null;
  readonly invoice_id: string | null;
  readonly void_amount: DecimalText | null;
  /** Where the credits went that an expiration change or a void took out of the block. */
  readonly new_block_id: string | null;
  readonly void_reason: string | null;
  readonly new_block_expiry_date: DateTimeText | null;
  readonly description: string | null;
  readonly metadata: Metadata;
};

/** An entry that had an id before the ledger was kept here. */
export type NamedLedgerEntry = { readonly id: string } & Pick<
  LedgerEntry,
  'entry_type' | 'date' | 'block_id' | 'amount' | 'price_id' | 'invoice_id'
>;

/**
 * The credits of one customer in one currency: what was granted, done by hand and charged, and the entries and balances
 * that follow from it. All amounts are exact, in units of `currency`.
 */
export type CreditLedger = {
  readonly kind: 'credit_ledger';
  readonly customer_id: string;
  readonly external_customer_id: string | null;
  readonly currency: string;
  readonly timezone: string;
  /** How far it has been run. */
  readonly as_of: DateTimeText | null;
  readonly balance: DecimalText;
  /** How far decrements went beyond all blocks. */
  readonly deficit: DecimalText;
  readonly blocks: readonly LedgerBlock[];
  readonly acts: readonly LedgerAct[];
  readonly charges: readonly LedgerCharge[];
  readonly entries: readonly LedgerEntry[];
  /** The ids that entries had where the ledger was kept before: an entry that says the same has the same id. */
  readonly named_entries?: readonly NamedLedgerEntry[];
  /** The blocks of allocations that were deleted, by id: they are not granted again. */
  readonly deleted_blocks?: readonly string[];
};

/** Credits that have to be invoiced: the invoice that bills them is `quantity` × `unit_amount` (§8.5). */
export type CreditPurchase = {
  readonly customer_id: string;
  readonly block_id: string;
  readonly quantity: DecimalText;
  readonly unit_amount: DecimalText;
  /** The currency bought; `unit_amount` is in the customer's currency of invoices. */
  readonly credit_currency: string;
  readonly invoice_date: DateTimeText;
  /** Exactly one of these two is set. */
  readonly net_terms: number | null;
  readonly custom_due_date: DateTimeText | null;
  readonly auto_collection: boolean;
  readonly mark_as_paid: boolean;
  readonly require_successful_payment: boolean;
  readonly memo: string | null;
  readonly item_id: string | null;
};

/** What a ledger has to have stored: an entry or a block as it is now, null for one that is no more. */
export type LedgerEffect =
  | {
      readonly kind: 'ledger_entry';
      readonly customer_id: string;
      readonly currency: string;
      readonly ledger_sequence_number: number;
      readonly entry: CreditLedgerEntry | null;
    }
  | {
      readonly kind: 'credit_block';
      readonly customer_id: string;
      readonly currency: string;
      readonly block_id: string;
      readonly block: CreditBlock | null;
    }
  | { readonly kind: 'credit_purchase'; readonly purchase: CreditPurchase }
  /** A bought block was deleted: its invoice is deleted while a draft, voided once issued, credited once paid (§8.5). */
  | { readonly kind: 'credit_purchase_undone'; readonly customer_id: string; readonly block_id: string };
