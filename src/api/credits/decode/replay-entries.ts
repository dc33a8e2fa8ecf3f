import { add, decimalAt, equals, formatDecimal, negate, zero, type Decimal } from '../../../decimal/index.js';
import { isGiven, optionalText, report, valueAt, type Fields } from '../../../errors/index.js';
import { objectsAt } from '../../decode/document-fields.js';

/** What is left of each block, by id, after the entries so far. */
export type BlockBalances = Map<string, Decimal>;

const added: readonly unknown[] = ['increment', 'amendment'];

/** Replays one entry on the balances of the blocks that it concerns. The deficit is no block. */
export function replayEntry(blocks: BlockBalances, entry: Fields): void {
  const block_id = optionalText(entry, 'block_id');
  if (block_id === null) return;
  const type = valueAt(entry, 'entry_type');
  const key = type === 'void_initiated' ? 'void_amount' : 'amount';
  const amount = decimalAt(entry, key) ?? zero;
  shift(blocks, block_id, added.includes(type) ? amount : negate(amount));
  if (isGiven(valueAt(entry, 'new_block_id'))) shift(blocks, optionalText(entry, 'new_block_id') ?? '', amount);
}

function shift(blocks: BlockBalances, block_id: string, difference: Decimal): void {
  blocks.set(block_id, add(blocks.get(block_id) ?? zero, difference));
}

/** Every block holds what its entries left it (L36, L49). */
export function checkBlocks(ledger: Fields, blocks: BlockBalances): void {
  for (const block of objectsAt(ledger, 'blocks')) {
    const said = decimalAt(block, 'balance') ?? zero;
    const id = optionalText(block, 'id') ?? '';
    const left = blocks.get(id) ?? zero;
    if (equals(said, left)) continue;
    const message = `is ${formatDecimal(said)}, but the entries leave ${formatDecimal(left)} in ${id}; one of the two was changed`;
    report(block, 'balance', { code: 'inconsistent_history', message });
  }
}
