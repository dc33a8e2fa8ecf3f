import type { CreditBlock, Ledger, LedgerEntry } from '../../../credits/index.js';
import { formatDecimal, toNumber, zero } from '../../../decimal/index.js';
import { identity } from '../../../invoices/index.js';
import { formatInstant } from '../../../time/index.js';
import type { AffectedBlock, CreditLedgerEntry, LedgerEntryFields, Writable } from '../../../wire/index.js';

/** Whose ledger an entry belongs to. */
export type EntryHeading = Pick<Ledger, 'customer_id' | 'currency'> & { readonly external_customer_id: string | null };

/** Its number in the ledger, and the id that it had where the ledger was kept before. */
export type EntryPlace = { readonly position: number; readonly name: string | undefined };

/** Writes an entry as Orb's: amounts are numbers there, so that the ledger document holds the exact ones. */
export function encodeOrbEntry(
  entry: LedgerEntry,
  { position, name }: EntryPlace,
  heading: EntryHeading,
): Writable<CreditLedgerEntry> {
  const { customer_id, external_customer_id, currency } = heading;
  const said = entry.by_hand?.act ?? (entry.type === 'increment' ? entry.block : null);
  const fields: Writable<LedgerEntryFields> = {
    id: name ?? identity('ledger_entry', customer_id, currency.code, String(position)),
    ledger_sequence_number: position,
    entry_status: entry.status,
    customer: { id: customer_id, external_customer_id },
    currency: currency.code,
    starting_balance: toNumber(entry.start),
    ending_balance: toNumber(entry.end),
    amount: toNumber(entry.amount),
    credit_block: encodeAffectedBlock(entry.block),
    description: said === null ? null : said.description,
    created_at: formatInstant(entry.at),
    metadata: said === null ? {} : { ...said.metadata },
  };
  return withParticulars(fields, entry);
}

function withParticulars(fields: Writable<LedgerEntryFields>, entry: LedgerEntry): Writable<CreditLedgerEntry> {
  const { type } = entry;
  switch (type) {
    case 'decrement':
      return { entry_type: type, ...fields, ...charged(entry), event_id: null };
    case 'expiration_change':
      return { entry_type: type, ...fields, new_block_expiry_date: expiryOf(entry) };
    case 'void':
      return { entry_type: type, ...fields, ...voided(entry) };
    case 'void_initiated':
      return { entry_type: type, ...fields, ...voided(entry), new_block_expiry_date: expiryOf(entry) };
    case 'increment':
      return { entry_type: type, ...fields, created_invoices: [] };
    case 'credit_block_expiry':
    case 'amendment':
      return { entry_type: type, ...fields };
  }
}

function charged({ charge }: LedgerEntry) {
  return charge === null
    ? { price_id: null, invoice_id: null }
    : { price_id: charge.price_id, invoice_id: charge.invoice_id };
}

function voided({ by_hand }: LedgerEntry) {
  const act = by_hand && by_hand.act;
  return {
    void_reason: act?.type === 'void' ? act.reason : null,
    void_amount: toNumber(by_hand?.void_amount ?? zero),
  };
}

/** The entries that name a new block's expiry always have one. */
function expiryOf({ by_hand, at }: LedgerEntry): string {
  return formatInstant(by_hand?.new_expiry ?? at);
}

/** A block as an entry mentions it; the deficit is mentioned as if it were one (§8.3). */
function encodeAffectedBlock(block: CreditBlock | null): Writable<AffectedBlock> {
  if (block === null) return { id: 'deficit', expiry_date: null, per_unit_cost_basis: null, filters: [] };
  return {
    id: block.id,
    expiry_date: block.expiry === null ? null : formatInstant(block.expiry),
    per_unit_cost_basis: block.cost_basis === null ? null : formatDecimal(block.cost_basis),
    filters: structuredFilters(block),
  };
}

/** The filters as a list of their own: what is returned shares nothing with what came in. */
export function structuredFilters({ filters }: CreditBlock): Writable<AffectedBlock['filters']> {
  return filters.map(({ field, operator, values }) => ({ field, operator, values: [...values] }));
}
