import type { Currency } from '../currency/index.js';
import type { Instant, TimeZone } from '../time/index.js';
import type { LedgerAct } from './acts/act.js';
import type { CreditBlock } from './block.js';
import type { CreditCharge } from './charges/charge.js';

/**
 * A ledger of one customer and currency: everything that its entries and balances are a pure function of (§8.5).
 *
 * Charges are in the order of `compareCharges`; acts in the order in which they were made.
 */
export type Ledger = {
  readonly customer_id: string;
  readonly currency: Currency;
  readonly zone: TimeZone;
  /** How far it has been run; nothing later has happened yet. */
  readonly as_of: Instant | null;
  readonly blocks: readonly CreditBlock[];
  readonly acts: readonly LedgerAct[];
  readonly charges: readonly CreditCharge[];
  /** The ids of granted blocks that were deleted: what grants again does not grant these (§8.5). */
  readonly deleted: readonly string[];
};

/** A ledger in which nothing has happened. */
export function emptyLedger({
  customer_id,
  currency,
  zone,
}: Pick<Ledger, 'customer_id' | 'currency' | 'zone'>): Ledger {
  return { customer_id, currency, zone, as_of: null, blocks: [], acts: [], charges: [], deleted: [] };
}

/** What becomes other in a ledger than it was. */
export type LedgerChange = Partial<Pick<Ledger, 'blocks' | 'acts' | 'charges' | 'deleted'>>;

/** The ledger run on to an instant, never back, with what changed then; in one literal, so that all are of one form. */
export function advanced(ledger: Ledger, at: Instant, change: LedgerChange = {}): Ledger {
  const { customer_id, currency, zone, as_of } = ledger;
  return {
    customer_id,
    currency,
    zone,
    as_of: as_of !== null && as_of > at ? as_of : at,
    blocks: change.blocks ?? ledger.blocks,
    acts: change.acts ?? ledger.acts,
    charges: change.charges ?? ledger.charges,
    deleted: change.deleted ?? ledger.deleted,
  };
}
