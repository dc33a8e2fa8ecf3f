import { isZero, zero, type Decimal } from '../../decimal/index.js';
import type { Instant } from '../../time/index.js';
import type { CreditBlock } from '../block.js';
import { balanceOf, leave, pendingBlock, type RunningBlock } from './block-state.js';
import { dropLive, firstExpired, insertLive } from './live-blocks.js';
import type { EntryByHand } from './entry.js';
import { write, type Register } from './register.js';

/** Knows a block from now on, before it counts. */
export function admit(register: Register, block: CreditBlock): RunningBlock {
  const { reserved, promised } = register;
  const state = pendingBlock(block, {
    reserved: reserved.get(block.id) ?? zero,
    promised: promised.get(block.id) ?? zero,
  });
  register.states.set(block.id, state);
  if (block.write_off_overage) forgive(register, state);
  return state;
}

/** Usage of the licence that a block is of, beyond all of its own, is written off while it counts. */
function forgive({ forgiving }: Register, state: RunningBlock): void {
  const { license_id } = state.block;
  if (license_id === null) return;
  const own = forgiving.get(license_id);
  if (own === undefined) forgiving.set(license_id, [state]);
  else own.push(state);
}

/** An increment: the block counts from now on. One that was paid for after its expiry is lost at once. */
export function grant(register: Register, block: CreditBlock, at: Instant): void {
  const state = admit(register, block);
  state.phase = 'usable';
  insertLive(register.live, state);
  write(register, state, { type: 'increment', at, amount: block.amount });
  expireUntil(register, at);
}

/** Expires every block whose day has come, each at its own instant (§8.5); `at` itself is past, [effective, expiry). */
export function expireUntil(register: Register, at: Instant): void {
  let state = firstExpired(register.live, at);
  while (state !== null) {
    const expiry = state.block.expiry ?? at;
    const usable_from = state.block.usable_from ?? expiry;
    endBlock(register, state, { at: expiry > usable_from ? expiry : usable_from });
    state = firstExpired(register.live, at);
  }
}

/** What remains of a block is lost; no entry where nothing does. */
export function endBlock(register: Register, state: RunningBlock, end: { at: Instant; by_hand?: EntryByHand }): void {
  dropLive(register.live, state);
  state.phase = 'ended';
  if (state.stock.isUsedUp()) return;
  const amount = balanceOf(state);
  leave(state, zero);
  write(register, state, { type: 'credit_block_expiry', ...end, amount });
}

/** Enters blocks that do not count yet, at their effective dates: nothing to use, so the balance stays (§8.5). */
export function announce(register: Register, blocks: readonly CreditBlock[]): void {
  for (const block of blocks) {
    const state = admit(register, block);
    write(register, state, { type: 'increment', at: block.effective, amount: block.amount, status: 'pending' });
  }
}

/** Lowers a balance that something is promised from. */
export function releaseReserve(state: RunningBlock, remaining: Decimal): void {
  state.reserved = isZero(remaining) ? zero : remaining;
}
