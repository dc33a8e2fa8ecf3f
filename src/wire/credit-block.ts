import type { Allocation } from './allocation.js';
import type { BlockPriceFilter, PriceFilter } from './filter.js';
import type { InvoiceReference } from './invoice.js';
import type { DateTimeText, DecimalText, Metadata } from './text.js';

/** The allocation that a block was granted by, and the item of the price that it stands on. */
export type CreditBlockAllocation = Allocation & { readonly item_id: string };

/** What every credit block carries, `Filter` being the kind of condition on what it may pay for. */
type CreditBlockFields<Filter> = {
  readonly id: string;
  /** What is left, in units of the block's currency. */
  readonly balance: number;
  readonly effective_date: DateTimeText | null;
  readonly expiry_date: DateTimeText | null;
  /** What one unit cost, in money; null where the credits were not bought. */
  readonly per_unit_cost_basis: DecimalText | null;
  readonly status: 'active' | 'pending_payment';
  readonly maximum_initial_balance: number | null;
  readonly filters: readonly Filter[];
  readonly credit_block_source: 'allocation' | 'top_up' | 'commitment' | 'manual';
  readonly credit_allocation?: CreditBlockAllocation | null;
  readonly credit_commitment?: { readonly id: string; readonly subscription_id?: string | null } | null;
  readonly metadata: Metadata;
};

/** A block of prepaid credits, the unit that expires and is burnt down. */
export type CreditBlock = CreditBlockFields<PriceFilter>;

/** A block as the list of a customer's balances shows it; its filters can select by item only. */
export type CustomerCreditBalance = CreditBlockFields<BlockPriceFilter>;

/** A block with the invoices its purchase was billed on. */
export type CreditBlockInvoices = { readonly block: CreditBlock; readonly invoices: readonly InvoiceReference[] };

/** A block as the ledger entries that touch it mention it. */
export type AffectedBlock = {
  readonly id: string;
  readonly expiry_date: DateTimeText | null;
  readonly per_unit_cost_basis: DecimalText | null;
  readonly filters: readonly PriceFilter[];
};
