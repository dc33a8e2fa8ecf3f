import { add, isZero, minimum, sign, subtract, zero, type Decimal } from '../../decimal/index.js';
import type { DecrementAct } from '../acts/act.js';
import type { CreditCharge } from '../charges/charge.js';
import { paysFor } from '../matching.js';
import { availableIn, type BlockState } from './block-state.js';
import { removeLive, type LiveList } from './live-blocks.js';
import { giveBack } from './give-back.js';
import { write, type Coverage, type Register, type Writing } from './register.js';

type Taking = {
  readonly wanted: Decimal;
  readonly writing: Pick<Writing, 'at' | 'charge' | 'act'>;
  readonly serves: (state: BlockState) => boolean;
};

/**
 * Takes from the blocks of a list that serve, in burn order, one entry per block; answers what they could not give (§8.3).
 */
function takeFromList(register: Register, list: LiveList, { wanted, writing, serves }: Taking): Decimal {
  let rest = wanted;
  let position = list.head;
  while (position < list.states.length && !isZero(rest)) {
    const state = list.states[position] as BlockState;
    const amount = serves(state) ? minimum(availableIn(state), rest) : zero;
    if (sign(amount) > 0) {
      state.balance = subtract(state.balance, amount);
      rest = subtract(rest, amount);
      write(register, { type: 'decrement', ...writing, amount, state });
    }
    if (!isZero(state.balance)) position += 1;
    else {
      removeLive(list, position);
      position = Math.max(position, list.head);
    }
  }
  return rest;
}

/** Blocks with a filter that matches come first, whenever they expire (§8.3). */
function takeFromBlocks(register: Register, taking: Taking): Decimal {
  const { filtered, open } = register.live;
  const wanted = takeFromList(register, filtered, taking);
  return takeFromList(register, open, { ...taking, wanted });
}

/** What no block could give makes the balance negative: an entry without a block (§8.3, §8.4). */
function takeBeyond(register: Register, rest: Decimal, writing: Pick<Writing, 'at' | 'charge' | 'act'>): void {
  if (isZero(rest)) return;
  register.deficit = add(register.deficit, rest);
  write(register, { type: 'decrement', ...writing, amount: rest, state: null });
}

/** Burns one day's charge: the licence's own blocks first, then the shared pool (§8.6). */
export function burnCharge(register: Register, charge: CreditCharge): void {
  if (charge.returns_since !== null) return giveBack(register, charge, charge.returns_since);
  const writing = { at: charge.day, charge };
  const matches = (state: BlockState) => paysFor(state.block, charge, register.currency);
  // An issued invoice keeps what it was paid, whatever has become of the blocks since (§8.5, Replay).
  const wanted = charge.issued ?? charge.amount;
  const pool = (rest: Decimal, license_id: string | null) =>
    takeFromBlocks(register, {
      wanted: rest,
      writing,
      serves: (state) => state.block.license_id === license_id && matches(state),
    });
  const unserved = charge.license_id === null ? wanted : pool(wanted, charge.license_id);
  const rest = pool(unserved, null);
  const beyond = charge.issued !== null || charge.overage === 'deficit' ? rest : zero;
  takeBeyond(register, beyond, writing);
  register.coverage.push({
    charge,
    from_blocks: subtract(wanted, rest),
    from_deficit: beyond,
    balance: register.balance,
  });
}

/** Takes credits by hand: never from filtered blocks or those of a licence, and beyond the rest all the same (D15). */
export function burnByHand(register: Register, act: DecrementAct): void {
  const writing = { at: act.at, act };
  const rest = takeFromList(register, register.live.open, { wanted: act.amount, writing, serves: isShared });
  takeBeyond(register, rest, writing);
}

function isShared({ block }: BlockState): boolean {
  return block.license_id === null;
}

/** What no block and no deficit paid of a charge. */
export function overageOf({ charge, from_blocks, from_deficit }: Coverage): Decimal {
  if (charge.returns_since !== null) return zero;
  return subtract(charge.amount, add(from_blocks, from_deficit));
}
