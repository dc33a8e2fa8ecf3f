import type {
  BlockState,
  CreditBlock,
  CreditCharge,
  Ledger,
  LedgerAct,
  EntryByHand,
  LedgerEntry,
  LedgerRun,
} from '../../../credits/index.js';
import { formatDecimal, type Decimal } from '../../../decimal/index.js';
import { formatInstant, type Instant } from '../../../time/index.js';
import { copyAllocation } from './orb-block.js';
import type * as wire from '../../../wire/index.js';

/** Writes a ledger and what it comes to as our own document: exact amounts as text, nothing rounded. */
export function encodeLedger(ledger: Ledger, run: LedgerRun, external_customer_id: string | null): wire.CreditLedger {
  const granted = new Set(ledger.blocks.map(({ id }) => id));
  const charges = encodeCharges(ledger.charges);
  const write = dayWriter(ledger.charges, charges);
  return {
    kind: 'credit_ledger',
    customer_id: ledger.customer_id,
    external_customer_id,
    currency: ledger.currency.code,
    timezone: ledger.zone.name,
    as_of: optionalInstant(ledger.as_of),
    balance: formatDecimal(run.balance),
    deficit: formatDecimal(run.deficit),
    blocks: run.states.map((state) =>
      encodeBlock(state, granted.has(state.block.id) ? null : splitFrom(state, ledger)),
    ),
    acts: ledger.acts.map(encodeAct),
    charges,
    entries: run.entries.map((entry, position) => encodeEntry(entry, position, write)),
    ...(ledger.deleted.length > 0 && { deleted_blocks: ledger.deleted }),
  };
}

function splitFrom({ block }: BlockState, { acts }: Ledger): string | null {
  const act = acts.find((candidate) => 'new_block_id' in candidate && candidate.new_block_id === block.id);
  return act !== undefined && 'block_id' in act ? act.block_id : null;
}

/** A literal for the many that say what all blocks say; each spread would give its object a hidden class. */
function encodeBlock({ block, balance, initial }: BlockState, split_from: string | null): wire.LedgerBlock {
  const written = {
    id: block.id,
    amount: formatDecimal(block.amount),
    balance: formatDecimal(balance),
    maximum_initial_balance: formatDecimal(initial),
    status: block.usable_from === null ? ('pending_payment' as const) : ('active' as const),
    effective_date: formatInstant(block.effective),
    usable_from: optionalInstant(block.usable_from),
    expiry_date: optionalInstant(block.expiry),
    per_unit_cost_basis: optionalDecimal(block.cost_basis),
    filters: block.filters,
    license_id: block.license_id,
    credit_block_source: block.source,
    granted_by: block.granted_by,
    split_from,
    created_at: formatInstant(block.created),
    description: block.description,
    metadata: block.metadata,
  };
  const { write_off_overage, writes_off, allocation } = block;
  return write_off_overage || writes_off !== null || allocation !== null ? withTerms(written, block) : written;
}

/** What few blocks say, in its place among the rest. */
function withTerms(
  { credit_block_source, granted_by, split_from, created_at, description, metadata, ...granted }: wire.LedgerBlock,
  { write_off_overage, writes_off, allocation }: CreditBlock,
): wire.LedgerBlock {
  return {
    ...granted,
    ...(write_off_overage && { write_off_overage: true }),
    ...(writes_off !== null && { writes_off }),
    credit_block_source,
    granted_by,
    ...(allocation !== null && { credit_allocation: copyAllocation(allocation) }),
    split_from,
    created_at,
    description,
    metadata,
  };
}

function encodeAct(act: LedgerAct): wire.LedgerAct {
  return {
    type: act.type,
    at: formatInstant(act.at),
    block_id: 'block_id' in act ? act.block_id : null,
    allocation_id: 'allocation_id' in act ? act.allocation_id : null,
    amount: 'amount' in act && act.amount !== null ? formatDecimal(act.amount) : null,
    target_expiry_date: 'target' in act ? formatInstant(act.target) : null,
    new_block_id: 'new_block_id' in act ? act.new_block_id : null,
    void_reason: 'reason' in act ? act.reason : null,
    description: act.description,
    metadata: act.metadata,
  };
}

type WriteInstant = (instant: Instant) => string;

/** Writes the instants of entries, those of usage as they stand in the charges: both follow each other in time. */
function dayWriter(charges: readonly CreditCharge[], written: readonly wire.LedgerCharge[]): WriteInstant {
  let position = 0;
  return (instant) => {
    while (position < charges.length - 1 && (charges[position] as CreditCharge).day < instant) position += 1;
    return charges[position]?.day === instant ? (written[position]?.date ?? '') : formatInstant(instant);
  };
}

/** Days ascend, and each of them is written once. */
function encodeCharges(charges: readonly CreditCharge[]): wire.LedgerCharge[] {
  let last: Instant | null = null;
  let date = '';
  return charges.map((charge) => {
    if (charge.day !== last) date = formatInstant(charge.day);
    last = charge.day;
    return encodeCharge(charge, date);
  });
}

/** A literal without spreads: each of those gives its object a hidden class, and there is a charge for every day. */
function encodeCharge(charge: CreditCharge, date: string): wire.LedgerCharge {
  const written = {
    date,
    price_id: charge.price_id,
    item_id: charge.item_id,
    price_type: charge.price_type,
    invoice_id: charge.invoice_id,
    license_id: charge.license_id,
    amount: formatDecimal(charge.amount),
    returns_since: optionalInstant(charge.returns_since),
    overage: charge.overage,
    issued: optionalDecimal(charge.issued),
  };
  return charge.license_status === 'inactive' ? { ...written, license_status: charge.license_status } : written;
}

/** Writes an entry under its number; a granted block says why it was granted, an act why it was done. */
function encodeEntry(entry: LedgerEntry, ledger_sequence_number: number, write: WriteInstant): wire.LedgerEntry {
  const { block, charge, by_hand } = entry;
  const said = saidOf(entry);
  const particulars = by_hand === null ? noParticulars : particularsOf(by_hand);
  return {
    ledger_sequence_number,
    entry_type: entry.type,
    entry_status: entry.status,
    date: write(entry.at),
    block_id: block && block.id,
    amount: formatDecimal(entry.amount),
    starting_balance: formatDecimal(entry.start),
    ending_balance: formatDecimal(entry.end),
    price_id: charge && charge.price_id,
    invoice_id: charge && charge.invoice_id,
    void_amount: particulars.void_amount,
    new_block_id: particulars.new_block_id,
    new_block_expiry_date: particulars.new_block_expiry_date,
    void_reason: particulars.void_reason,
    description: said && said.description,
    metadata: said === null ? nothingSaid : said.metadata,
  };
}

// One for the many entries that nobody said anything about; frozen, because it stands in all of them.
const nothingSaid: wire.LedgerEntry['metadata'] = /*#__PURE__*/ Object.freeze({});

function saidOf({ type, block, by_hand }: LedgerEntry): Pick<CreditBlock, 'description' | 'metadata'> | null {
  return by_hand?.act ?? (type === 'increment' ? block : null);
}

type Particulars = Pick<wire.LedgerEntry, 'void_amount' | 'new_block_id' | 'new_block_expiry_date' | 'void_reason'>;

const noParticulars: Particulars = {
  void_amount: null,
  new_block_id: null,
  new_block_expiry_date: null,
  void_reason: null,
};

function particularsOf({ act, void_amount, new_expiry }: EntryByHand): Particulars {
  return {
    void_amount: optionalDecimal(void_amount),
    new_block_id: 'new_block_id' in act && new_expiry !== null ? act.new_block_id : null,
    new_block_expiry_date: optionalInstant(new_expiry),
    void_reason: act.type === 'void' ? act.reason : null,
  };
}

function optionalDecimal(value: Decimal | null): string | null {
  return value === null ? null : formatDecimal(value);
}

function optionalInstant(instant: Instant | null): string | null {
  return instant === null ? null : formatInstant(instant);
}
