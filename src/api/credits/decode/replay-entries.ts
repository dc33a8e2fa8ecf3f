import { add, decimalAt, equals, formatDecimal, negate, zero, type Decimal } from '../../../decimal/index.js';
import { isGiven, optionalText, report, valueAt, type Fields } from '../../../errors/index.js';
import { objectsAt } from '../../decode/document-fields.js';

/** What is left of each block, by id, after the entries so far, and what an increment entered of it. */
export type ReplayedBlocks = { readonly left: Map<string, Decimal>; readonly entered: Map<string, Decimal> };

const added: readonly unknown[] = ['increment', 'amendment'];

/** Replays one entry on the balances of the blocks that it concerns. The deficit is no block. */
export function replayEntry({ left, entered }: ReplayedBlocks, entry: Fields): void {
  const block_id = optionalText(entry, 'block_id');
  if (block_id === null) return;
  const type = valueAt(entry, 'entry_type');
  const key = type === 'void_initiated' ? 'void_amount' : 'amount';
  const amount = decimalAt(entry, key) ?? zero;
  if (type === 'increment') entered.set(block_id, amount);
  shift(left, block_id, added.includes(type) ? amount : negate(amount));
  if (isGiven(valueAt(entry, 'new_block_id'))) shift(left, optionalText(entry, 'new_block_id') ?? '', amount);
}

function shift(blocks: Map<string, Decimal>, block_id: string, difference: Decimal): void {
  blocks.set(block_id, add(blocks.get(block_id) ?? zero, difference));
}

/** Every block was granted what its increment entered, and holds what its entries left it (L36, L49). */
export function checkBlocks(ledger: Fields, { left, entered }: ReplayedBlocks): void {
  for (const block of objectsAt(ledger, 'blocks')) {
    const id = optionalText(block, 'id') ?? '';
    compareAt(block, 'balance', { expected: left.get(id) ?? zero, entries: `the entries leave`, id });
    const granted = entered.get(id);
    // What came out of another block by hand was entered by no increment.
    if (granted !== undefined) compareAt(block, 'amount', { expected: granted, entries: 'the increment entered', id });
  }
}

type Expectation = { readonly expected: Decimal; readonly entries: string; readonly id: string };

function compareAt(block: Fields, key: string, { expected, entries, id }: Expectation): void {
  const said = decimalAt(block, key) ?? zero;
  if (equals(said, expected)) return;
  const message = `is ${formatDecimal(said)}, but ${entries} ${formatDecimal(expected)} in ${id}; one of the two was changed`;
  report(block, key, { code: 'inconsistent_history', message });
}
