import { add, compare, isZero, minimum, sign, subtract, zero, type Decimal } from '../../decimal/index.js';
import type { AmendmentAct, BlockAct, EndAct, ExpirationChangeAct, LedgerAct, VoidAct } from '../acts/act.js';
import type { CreditBlock } from '../block.js';
import { balanceOf, isUsable, leave, type RunningBlock } from './block-state.js';
import { burnByHand } from './burn.js';
import { byHand } from './entry.js';
import { admit, endBlock, expireUntil, releaseReserve } from './grant.js';
import { dropLive, insertLive } from './live-blocks.js';
import { write, type Register } from './register.js';

/**
 * Performs an entry made by hand. It was feasible when it was made; where usage that arrived late has taken from under
 * it what was not promised to it, it does what still can be done.
 */
export function perform(register: Register, act: LedgerAct): void {
  if (act.type === 'decrement') return burnByHand(register, act);
  if (act.type === 'end') return endGranted(register, act);
  const state = register.states.get(act.block_id);
  if (state === undefined || !isUsable(state, act.at)) return;
  performOnBlock(register, act, state);
  // Credits may have moved to a block whose day has come already.
  expireUntil(register, act.at);
}

function performOnBlock(register: Register, act: BlockAct, state: RunningBlock): void {
  switch (act.type) {
    case 'expiration_change':
      return changeExpiration(register, act, state);
    case 'void':
      return voidCredits(register, act, state);
    case 'amendment':
      return amend(register, act, state);
  }
}

/** What an allocation granted, and what entries by hand made of it, ends in the order in which it came about (§8.6). */
function endGranted(register: Register, act: EndAct): void {
  for (const state of register.states.values()) {
    const { source, granted_by } = state.block;
    if (source !== 'allocation' || granted_by !== act.allocation_id || !isUsable(state, act.at)) continue;
    endBlock(register, state, { at: act.at, by_hand: byHand(act) });
  }
}

/** Credits leave for a block that expires otherwise, of the same basis, filters and effective date; the balance stays. */
function changeExpiration(register: Register, act: ExpirationChangeAct, state: RunningBlock): void {
  if (act.amount !== null) releaseReserve(state, subtract(state.reserved, act.amount));
  const balance = balanceOf(state);
  const movable = act.amount === null ? subtract(balance, state.reserved) : minimum(act.amount, balance);
  if (sign(movable) <= 0) return;
  split(register, state, movable);
  const moved = admit(
    register,
    successor(state.block, { id: act.new_block_id, amount: movable, act, expiry: act.target }),
  );
  moved.phase = 'usable';
  insertLive(register.live, moved);
  const by_hand = { act, void_amount: null, new_expiry: act.target };
  write(register, state, { type: 'expiration_change', at: act.at, amount: movable, by_hand });
}

/** A void in two entries: what is voided moves to a block that expires now, and that block is emptied (§8.5). */
function voidCredits(register: Register, act: VoidAct, state: RunningBlock): void {
  releaseReserve(state, subtract(state.reserved, act.amount));
  const remained = balanceOf(state);
  const void_amount = minimum(act.amount, remained);
  if (isZero(void_amount)) return;
  split(register, state, void_amount);
  const { at } = act;
  const emptied = admit(
    register,
    successor(state.block, { id: act.new_block_id, amount: void_amount, act, expiry: at }),
  );
  leave(emptied, zero);
  emptied.phase = 'ended';
  const by_hand = { act, void_amount, new_expiry: at };
  write(register, state, { type: 'void_initiated', at, amount: remained, by_hand });
  write(register, emptied, { type: 'void', at, amount: void_amount, by_hand: { ...by_hand, new_expiry: null } });
}

/** Used credits come back, never more than were used (`amendment_exceeds_initial`, L37). */
function amend(register: Register, act: AmendmentAct, state: RunningBlock): void {
  const balance = balanceOf(state);
  const amount = minimum(act.amount, subtract(state.initial, balance));
  if (isZero(amount)) return;
  leave(state, add(balance, amount));
  insertLive(register.live, state);
  write(register, state, { type: 'amendment', at: act.at, amount, by_hand: byHand(act) });
}

/** Takes credits out of a block as if they had never been in it, so that granted = used + expired + voided + left. */
function split(register: Register, state: RunningBlock, amount: Decimal): void {
  const balance = subtract(balanceOf(state), amount);
  leave(state, balance);
  state.initial = subtract(state.initial, amount);
  if (compare(balance, zero) <= 0) dropLive(register.live, state);
}

type Succession = {
  readonly id: string;
  readonly amount: Decimal;
  readonly act: LedgerAct;
  readonly expiry: CreditBlock['expiry'];
};

function successor(block: CreditBlock, { id, amount, act, expiry }: Succession): CreditBlock {
  return { ...block, id, amount, usable_from: act.at, expiry, created: act.at };
}
