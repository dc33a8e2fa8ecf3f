import { Big } from 'big.js';
import type { CreditLedger, LedgerBlock, LedgerCharge, LedgerEntry } from '../../src/wire/index.js';

/** What a day charges. */
export type NaiveCharge = { readonly date: string; readonly amount: string };

type LiveBlock = {
  readonly id: string;
  readonly expires: number;
  readonly cost: Big;
  readonly granted: Big;
  balance: Big;
};

/** What a step of the ledger came to, every number a `Big`. */
type Movement = {
  readonly type: 'increment' | 'decrement';
  readonly at: number;
  readonly block: string;
  readonly amount: Big;
  readonly start: Big;
  readonly end: Big;
};

/** A ledger as a straightforward one keeps it once it was read: blocks and charges with their dates and amounts parsed. */
export type NaiveLedger = {
  readonly blocks: readonly Omit<LiveBlock, 'balance'>[];
  readonly charges: readonly { readonly day: number; readonly amount: Big }[];
};

/** Reads blocks and charges: dates by `Date`, amounts by big.js. */
export function readNaively(blocks: readonly LedgerBlock[], charges: readonly NaiveCharge[]): NaiveLedger {
  return {
    blocks: blocks.map((block) => ({
      id: block.id,
      expires: block.expiry_date === null ? Infinity : Date.parse(block.expiry_date),
      cost: new Big(block.per_unit_cost_basis ?? 0),
      granted: new Big(block.amount),
    })),
    charges: charges.map(({ date, amount }) => ({ day: Date.parse(date), amount: new Big(amount) })),
  };
}

/** Burns charges in big.js: each searches the usable blocks in burn order, every step is a `Big`. */
export function runNaively(ledger: NaiveLedger, start_of_ledger: number) {
  const left: LiveBlock[] = ledger.blocks.map((block) => ({ ...block, balance: block.granted }));
  const movements: Movement[] = [];
  let balance = new Big(0);
  const move = (type: Movement['type'], at: number, block: string, amount: Big) => {
    const start = balance;
    balance = type === 'increment' ? balance.plus(amount) : balance.minus(amount);
    movements.push({ type, at, block, amount, start, end: balance });
  };
  for (const block of left) move('increment', start_of_ledger, block.id, block.granted);
  for (const charge of ledger.charges) {
    let rest = charge.amount;
    const usable = left
      .filter((block) => block.balance.gt(0) && block.expires > charge.day)
      .sort((a, b) => a.expires - b.expires || a.cost.cmp(b.cost) || (a.id < b.id ? -1 : 1));
    for (const block of usable) {
      if (rest.eq(0)) break;
      const amount = block.balance.lt(rest) ? block.balance : rest;
      block.balance = block.balance.minus(amount);
      rest = rest.minus(amount);
      move('decrement', charge.day, block.id, amount);
    }
  }
  return { movements, left, balance };
}

/** The text of each movement. */
export function textsOf(movements: readonly Movement[]): readonly string[] {
  return movements.map(
    ({ type, block, amount, start, end }) => `${type} ${block} ${amount.toFixed()} ${start.toFixed()} ${end.toFixed()}`,
  );
}

type NaiveRequest = { readonly charges: readonly NaiveCharge[]; readonly at: string };

/** From a ledger document and charges to the next document, all in big.js, `Date` and object literals; nothing is checked. */
export function burnNaively(document: CreditLedger, { charges, at }: NaiveRequest): CreditLedger {
  const ledger = readNaively(document.blocks, charges);
  const begun = Date.parse(document.blocks[0]?.effective_date ?? at);
  const { movements, left, balance } = runNaively(ledger, begun);
  const until = Date.parse(at);
  return {
    ...document,
    as_of: written(until),
    balance: balance.toFixed(),
    blocks: document.blocks.map((block, position) => ({ ...block, balance: left[position]?.balance.toFixed() ?? '0' })),
    charges: ledger.charges.map(({ day, amount }): LedgerCharge => ({
      date: written(day),
      price_id: 'p',
      item_id: null,
      price_type: 'usage_price',
      invoice_id: 'i',
      license_id: null,
      amount: amount.toFixed(),
      returns_since: null,
      overage: 'bill',
      issued: null,
    })),
    entries: movements.map((movement, position) => entryOf(movement, position, until)),
  };
}

const day = 86_400_000;
const grace = 43_200_000;

function entryOf({ type, at, block, amount, start, end }: Movement, position: number, until: number): LedgerEntry {
  const isUsage = type === 'decrement';
  return {
    ledger_sequence_number: position,
    entry_type: type,
    entry_status: !isUsage || at + day + grace <= until ? 'committed' : 'pending',
    date: written(at),
    block_id: block,
    amount: amount.toFixed(),
    starting_balance: start.toFixed(),
    ending_balance: end.toFixed(),
    price_id: isUsage ? 'p' : null,
    invoice_id: isUsage ? 'i' : null,
    void_amount: null,
    new_block_id: null,
    new_block_expiry_date: null,
    void_reason: null,
    description: null,
    metadata: {},
  };
}

/** An instant of whole seconds as the document has it. */
function written(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}+00:00`;
}
