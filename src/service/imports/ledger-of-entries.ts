import { add, formatDecimal, negate, toDecimal, zero, type Decimal } from '../../decimal/index.js';
import { createLedger } from '../../index.js';
import { parseInstant } from '../../time/index.js';
import type {
  CreditBlock,
  CreditLedger,
  CreditLedgerEntry,
  Customer,
  LedgerAct,
  LedgerBlock,
  LedgerCharge,
} from '../../wire/index.js';

/** What was charged by an invoice: Orb's entry names price and invoice, and its blocks ask for the item. */
export type ChargedPrice = Pick<LedgerCharge, 'item_id' | 'price_type'>;

/** One ledger as it was fetched: its entries, and those of its blocks that were. */
export type FetchedLedger = {
  readonly customer: Customer;
  readonly currency: string;
  /** In the order of their numbers. */
  readonly entries: readonly CreditLedgerEntry[];
  readonly blocks: ReadonlyMap<string, CreditBlock>;
  /** The price of a charge, by price and invoice. */
  readonly priceOf: (price_id: string, invoice_id: string) => ChargedPrice;
};

/** What was done by hand or charged, out of one entry; null where it follows from others or is no more than expected. */
type Made = { readonly act: LedgerAct } | { readonly charge: LedgerCharge } | null;

/**
 * The ledger from whose inputs fetched entries followed: blocks that were granted, what was done by hand, what invoices
 * charged. Expiries follow from the blocks, and what is pending from usage, so that neither is taken over.
 */
export function ledgerOfEntries(fetched: FetchedLedger): CreditLedger {
  const { customer, currency, entries } = fetched;
  const { id: customer_id, external_customer_id, timezone } = customer;
  // A decrement that is pending follows from usage, which is measured here.
  const made = entries.map((entry, position) =>
    entry.entry_status === 'pending' ? null : madeBy(entry, entries.slice(position + 1), fetched),
  );
  const empty = createLedger({ customer_id, external_customer_id, currency, timezone });
  return {
    ...empty,
    blocks: entries.flatMap((entry) => (entry.entry_type === 'increment' ? [grantedBy(entry, fetched)] : [])),
    acts: made.flatMap((one) => (one !== null && 'act' in one ? [one.act] : [])),
    charges: mergeCharges(made.flatMap((one) => (one !== null && 'charge' in one ? [one.charge] : []))),
  };
}

function grantedBy(entry: CreditLedgerEntry, { blocks }: FetchedLedger): LedgerBlock {
  const { id, per_unit_cost_basis } = entry.credit_block;
  const terms = { ...termsOf(entry), ...termsIn(blocks.get(id)) };
  const amount = textOf(entry.amount);
  return {
    id,
    amount,
    balance: '0',
    maximum_initial_balance: amount,
    ...terms,
    usable_from: terms.status === 'pending_payment' ? null : terms.effective_date,
    per_unit_cost_basis,
    license_id: null,
    granted_by: null,
    split_from: null,
    created_at: entry.created_at,
    description: entry.description,
    metadata: entry.metadata,
  };
}

type Terms = Pick<
  LedgerBlock,
  'status' | 'effective_date' | 'expiry_date' | 'filters' | 'credit_block_source' | 'credit_allocation'
>;

/** What an entry tells of its block: of one that is used up, often all that there is. */
function termsOf({ created_at, credit_block: { expiry_date, filters } }: CreditLedgerEntry): Terms {
  return { status: 'active', effective_date: created_at, expiry_date, filters, credit_block_source: 'manual' };
}

function termsIn(block: CreditBlock | undefined): Partial<Terms> {
  if (block === undefined) return {};
  const { status, effective_date, expiry_date, filters, credit_block_source, credit_allocation } = block;
  const dated = effective_date === null ? {} : { effective_date };
  const allocated = credit_allocation ? { credit_allocation } : {};
  return { status, expiry_date, filters, credit_block_source, ...dated, ...allocated };
}

function madeBy(entry: CreditLedgerEntry, later: readonly CreditLedgerEntry[], fetched: FetchedLedger): Made {
  const act = { ...actOf(entry), block_id: entry.credit_block.id };
  switch (entry.entry_type) {
    case 'decrement':
      return decremented(entry, fetched);
    case 'amendment':
      return { act: { ...act, type: 'amendment' } };
    case 'expiration_change': {
      const new_block_id = movedTo(entry, fetched);
      return {
        act: { ...act, type: 'expiration_change', target_expiry_date: entry.new_block_expiry_date, new_block_id },
      };
    }
    case 'void_initiated': {
      const new_block_id = voidedBy(later);
      const amount = textOf(entry.void_amount);
      return { act: { ...act, type: 'void', amount, new_block_id, void_reason: entry.void_reason } };
    }
    // They follow: from blocks, from their expiry, from the entry that began the void.
    case 'increment':
    case 'credit_block_expiry':
    case 'void':
      return null;
  }
}

function decremented(entry: CreditLedgerEntry & { readonly entry_type: 'decrement' }, fetched: FetchedLedger): Made {
  const { price_id, invoice_id, created_at: date } = entry;
  const amount = textOf(entry.amount);
  if (!price_id || !invoice_id) return { act: actOf(entry) };
  const price = fetched.priceOf(price_id, invoice_id);
  const settled = { license_id: null, returns_since: null, overage: 'bill', issued: amount } as const;
  return { charge: { date, price_id, invoice_id, ...price, amount, ...settled } };
}

function actOf(entry: CreditLedgerEntry): LedgerAct {
  return {
    type: 'decrement',
    at: entry.created_at,
    block_id: null,
    allocation_id: null,
    amount: textOf(entry.amount),
    target_expiry_date: null,
    new_block_id: null,
    void_reason: null,
    description: entry.description,
    metadata: entry.metadata,
  };
}

/** The block that credits moved on to: the one with the new expiry that no increment granted. */
function movedTo(
  { new_block_expiry_date: expiry }: CreditLedgerEntry & { readonly entry_type: 'expiration_change' },
  { blocks, entries }: FetchedLedger,
): string | null {
  const granted = new Set(
    entries.flatMap(({ entry_type, credit_block }) => (entry_type === 'increment' ? [credit_block.id] : [])),
  );
  const moved = [...blocks.values()].filter(
    ({ id, expiry_date }) => !granted.has(id) && isSameInstant(expiry_date, expiry),
  );
  return moved.length === 1 ? (moved[0]?.id ?? null) : null;
}

/** Several blocks may have paid one day of one price: a charge is all of it (§8.3). */
function mergeCharges(charges: readonly LedgerCharge[]): readonly LedgerCharge[] {
  const merged = new Map<string, LedgerCharge>();
  for (const charge of charges) {
    const key = JSON.stringify([charge.date, charge.price_id, charge.invoice_id]);
    const known = merged.get(key);
    const amount = known === undefined ? charge.amount : sumOf(known.amount, charge.amount);
    merged.set(key, { ...charge, amount, issued: amount });
  }
  return [...merged.values()];
}

/** The block into which a void moved what it takes back: that of the void which follows. */
function voidedBy(later: readonly CreditLedgerEntry[]): string | null {
  return later.find(({ entry_type }) => entry_type === 'void')?.credit_block.id ?? null;
}

/** What the entries leave in each block, those that are pending left aside. */
export function balancesOf(fetched: FetchedLedger): ReadonlyMap<string, Decimal> {
  const balances = new Map<string, Decimal>();
  const move = (id: string | null, amount: Decimal): void => {
    if (id !== null) balances.set(id, add(balances.get(id) ?? zero, amount));
  };
  for (const [position, entry] of fetched.entries.entries()) {
    if (entry.entry_status !== 'committed') continue;
    const type = entry.entry_type;
    const amount = toDecimal(type === 'void_initiated' ? entry.void_amount : entry.amount);
    const isGain = type === 'increment' || type === 'amendment';
    move(entry.credit_block.id, isGain ? amount : negate(amount));
    if (type === 'expiration_change') move(movedTo(entry, fetched), amount);
    if (type === 'void_initiated') move(voidedBy(fetched.entries.slice(position + 1)), amount);
  }
  return balances;
}

function isSameInstant(a: string | null, b: string | null): boolean {
  return a === null || b === null ? a === b : parseInstant(a) === parseInstant(b);
}

function sumOf(a: string, b: string): string {
  return formatDecimal(add(toDecimal(a), toDecimal(b)));
}

/** An amount as an exact text; Orb's entries have JSON numbers. */
function textOf(amount: number): string {
  return formatDecimal(toDecimal(amount));
}
