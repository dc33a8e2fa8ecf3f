import { add, isZero, sign, subtract, zero, type Decimal } from '../../decimal/index.js';
import type { DecrementAct } from '../acts/act.js';
import type { CreditBlock } from '../block.js';
import type { CreditCharge } from '../charges/charge.js';
import { paysFor } from '../matching.js';
import { takeAvailable, type RunningBlock } from './block-state.js';
import { byHand } from './entry.js';
import { removeLive, type LiveList } from './live-blocks.js';
import { giveBack } from './give-back.js';
import { writeOff } from './write-off.js';
import { givesWay, type Taker } from './promises.js';
import { write, type Register, type Taking } from './register.js';

/** Turns what is being taken to a charge, of its licence's credits while that is in force. */
function takeForCharge({ taking }: Register, charge: CreditCharge): Taking {
  taking.at = charge.day;
  taking.charge = charge;
  taking.by_hand = null;
  taking.license_id = charge.license_status === 'active' ? charge.license_id : null;
  // An issued invoice keeps what it was paid, whatever has become of the blocks since (§8.5, Replay).
  taking.rest = charge.issued ?? charge.amount;
  return taking;
}

/** The same for an act, which takes from the shared pool. */
function takeForAct({ taking }: Register, act: DecrementAct): Taking {
  taking.at = act.at;
  taking.charge = null;
  taking.by_hand = byHand(act);
  taking.license_id = null;
  taking.rest = act.amount;
  return taking;
}

/** Takes from the blocks of a list that serve, in burn order, one entry per block (§8.3). */
function takeFromList(register: Register, list: LiveList, taking: Taking): void {
  const { states } = list;
  let position = list.head;
  while (position < states.length && !isZero(taking.rest)) {
    const state = states[position] as RunningBlock;
    if (serves(register, state.block, taking)) takeFrom(register, state, taking);
    if (!state.stock.isUsedUp()) position += 1;
    else {
      removeLive(list, position);
      position = Math.max(position, list.head);
    }
  }
}

/** Whether a block is of the pool that is taken from, and pays for the charge. */
function serves({ currency }: Register, block: CreditBlock, { charge, license_id }: Taking): boolean {
  return block.license_id === license_id && (charge === null || paysFor(block, charge, currency));
}

function takeFrom(register: Register, state: RunningBlock, taking: Taking): void {
  const amount = takeAvailable(state, taking.rest, keptFrom(state, taking.charge));
  if (sign(amount) <= 0) return;
  taking.rest = without(taking.rest, amount);
  taking.amount = amount;
  write(register, state, taking);
}

/** What a block keeps of what is asked of it: for entries made by hand, and from usage to be billed for issued invoices. */
function keptFrom({ reserved, promised }: RunningBlock, charge: CreditCharge | null): Decimal {
  return promised === zero || charge === null || !givesWay(charge) ? reserved : add(reserved, promised);
}

/** What is left of a value; what is taken whole, as most are, leaves the one zero that there is, and makes no other. */
function without(value: Decimal, taken: Decimal): Decimal {
  return value === taken ? zero : subtract(value, taken);
}

/** Blocks with a filter that matches come first, whenever they expire (§8.3). */
function takeFromBlocks(register: Register, taking: Taking): void {
  const { filtered, open } = register.live;
  takeFromList(register, filtered, taking);
  takeFromList(register, open, taking);
}

/** What no block could give makes the balance negative: an entry without a block (§8.3, §8.4). */
function takeBeyond(register: Register, taking: Taking): void {
  if (isZero(taking.rest)) return;
  register.deficit = add(register.deficit, taking.rest);
  taking.amount = taking.rest;
  write(register, null, taking);
}

/** Takes from the licence's own blocks first, then from the shared pool, unless the rest is written off (§8.6). */
function takeFromPools(register: Register, charge: CreditCharge, taking: Taking): void {
  takeFromBlocks(register, taking);
  if (taking.license_id === null || writeOff(register, charge, taking)) return;
  taking.license_id = null;
  takeFromBlocks(register, taking);
}

/** Burns one day's charge, at its position among those of the ledger. */
export function burnCharge(register: Register, charge: CreditCharge, position: number): void {
  if (charge.returns_since !== null) return giveBack(register, charge, charge.returns_since);
  const taking = takeForCharge(register, charge);
  redeemPromise(register, charge);
  takeFromPools(register, charge, taking);
  noteShortage(register, charge);
  const isBeyond = charge.issued !== null || charge.overage === 'deficit';
  if (isBeyond) takeBeyond(register, taking);
  else if (!isZero(taking.rest)) leaveUnpaid(register, charge, position);
}

/** Blocks keep no more for whose turn has come. */
function redeemPromise({ promises, states }: Register, taker: Taker): void {
  const own = promises.size === 0 ? undefined : promises.get(taker);
  if (own === undefined) return;
  for (const [block_id, amount] of own) {
    const state = states.get(block_id);
    if (state !== undefined) state.promised = without(state.promised, amount);
  }
}

/** An issued invoice was paid what it keeps from blocks: that some is missing is due to what came in between. */
function noteShortage({ taking, shortages, entries }: Register, charge: CreditCharge): void {
  if (charge.issued === null || charge.overage === 'deficit' || isZero(taking.rest)) return;
  shortages.push({ charge, amount: taking.rest, entries: entries.length });
}

/** Leaves to be billed what was not taken of a charge. */
function leaveUnpaid({ unpaid, taking, balance }: Register, charge: CreditCharge, position: number): void {
  // Of which nothing was taken is the same decimal still.
  const amount = taking.rest === charge.amount ? null : taking.rest;
  const last = unpaid[unpaid.length - 1];
  if (amount === null && last?.amount === null && last.until === position && last.balance === balance) last.until += 1;
  else unpaid.push({ from: position, until: position + 1, amount, balance });
}

/** Takes credits by hand: never from filtered blocks or those of a licence, and beyond the rest all the same (D15). */
export function burnByHand(register: Register, act: DecrementAct): void {
  const taking = takeForAct(register, act);
  redeemPromise(register, act);
  takeFromList(register, register.live.open, taking);
  takeBeyond(register, taking);
}
