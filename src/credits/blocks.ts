import { fail, shown } from '../errors/index.js';
import { formatInstant, localDay, type Instant } from '../time/index.js';
import type { CreditBlock } from './block.js';
import { advanced, type Ledger } from './ledger.js';

/**
 * Adds a block. One that takes effect in the past is found by usage since, because the ledger replays (§8.1).
 *
 * @throws `expiry_before_effective` for a block that could serve no instant
 */
export function addBlock(ledger: Ledger, block: CreditBlock, at: Instant): Ledger {
  if (block.expiry !== null && block.expiry <= block.effective) {
    const message = `is not after ${formatInstant(block.effective)}, when the credits take effect; give a later date`;
    fail('entry.expiry_date', 'expiry_before_effective', message);
  }
  return advanced(ledger, at, { blocks: [...ledger.blocks, block] });
}

/** A block was paid for: it can be used from the local day of payment (§8.5), or from its effective date if that is later. */
export function payBlock(ledger: Ledger, block_id: string, at: Instant): Ledger {
  const block = findBlock(ledger, block_id);
  if (block.usable_from !== null) {
    return fail('block_id', 'invalid_transition', `${shown(block_id)} does not await a payment`);
  }
  const day = localDay(ledger.zone, at).start;
  const paid = { ...block, usable_from: day > block.effective ? day : block.effective };
  return advanced(ledger, at, { blocks: ledger.blocks.map((other) => (other === block ? paid : other)) });
}

/** Takes a block out as if it had never been, with the entries made on it and on the blocks they led to (§8.5). */
export function deleteBlock(ledger: Ledger, block_id: string, at: Instant): Ledger {
  const { source } = findBlock(ledger, block_id);
  const gone = new Set([block_id]);
  const acts = ledger.acts.filter((act) => {
    if (!('block_id' in act) || !gone.has(act.block_id)) return true;
    if ('new_block_id' in act) gone.add(act.new_block_id);
    return false;
  });
  // An allocation grants what it grants at every look, so that what it may not has to be remembered.
  const deleted = source === 'allocation' ? [...ledger.deleted, block_id] : ledger.deleted;
  return advanced(ledger, at, { acts, deleted, blocks: ledger.blocks.filter(({ id }) => id !== block_id) });
}

/** A granted block by its id. */
function findBlock({ blocks }: Ledger, block_id: string): CreditBlock {
  const block = blocks.find(({ id }) => id === block_id);
  return (
    block ?? fail('block_id', 'block_not_found', `${shown(block_id)} is not a block that was granted in this ledger`)
  );
}
