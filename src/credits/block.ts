import { compare, zero, type Decimal } from '../decimal/index.js';
import type { Instant } from '../time/index.js';
import type { CreditBlock as BlockDocument, CreditBlockAllocation, PriceFilter } from '../wire/index.js';

/** Where a block came from (§8.1). */
export type BlockSource = BlockDocument['credit_block_source'];

/** A block of credits as it was granted; what is left of it follows from running the ledger. */
export type CreditBlock = {
  readonly id: string;
  /** Units granted, above zero. */
  readonly amount: Decimal;
  readonly effective: Instant;
  /** From when it counts: its effective date, or the later local day of its payment; null while payment is awaited. */
  readonly usable_from: Instant | null;
  /** The local midnight at which what is left of it expires; null: never. */
  readonly expiry: Instant | null;
  /** What one unit cost; null where nothing was paid. */
  readonly cost_basis: Decimal | null;
  readonly filters: readonly PriceFilter[];
  /** The licence whose usage alone it pays for; null for the shared pool (§8.6). */
  readonly license_id: string | null;
  /** Whether what that licence uses beyond its own blocks is written off, while this one counts. */
  readonly write_off_overage: boolean;
  /** The block beyond which this one paid what is written off; such a block follows from the charge. */
  readonly writes_off: string | null;
  readonly source: BlockSource;
  /** The allocation or top-up that granted it. */
  readonly granted_by: string | null;
  /** What that allocation says, as documents show it; null where none granted it. */
  readonly allocation: CreditBlockAllocation | null;
  readonly created: Instant;
  readonly description: string | null;
  readonly metadata: { readonly [key: string]: string };
};

/**
 * The order in which blocks are burnt (§8.3, D22), those with a filter before those without: soonest expiry (never last),
 * lower cost basis (none is 0), effective date, creation, id. The order is total, so that the order in which blocks are listed never matters (L3).
 */
export function compareBurnOrder(a: CreditBlock, b: CreditBlock): number {
  return (
    order(a.expiry ?? Infinity, b.expiry ?? Infinity) ||
    compare(a.cost_basis ?? zero, b.cost_basis ?? zero) ||
    compareOrigin(a, b)
  );
}

/** The order in which blocks that become usable at one instant are entered: by effective date, creation, id. */
export function compareGrants(a: CreditBlock, b: CreditBlock): number {
  return order(a.usable_from ?? Infinity, b.usable_from ?? Infinity) || compareOrigin(a, b);
}

/** By effective date, creation, id. */
export function compareOrigin(a: CreditBlock, b: CreditBlock): number {
  return order(a.effective, b.effective) || order(a.created, b.created) || order(a.id, b.id);
}

/** −1, 0 or 1; texts by code unit, so that no locale can decide an invoice. */
export function order<T extends number | string>(a: T, b: T): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
