import { identity, stamp } from '../../identity/index.js';
import { isZero, zero } from '../../decimal/index.js';
import type { CreditBlock } from '../block.js';
import type { CreditCharge } from '../charges/charge.js';
import { paysFor } from '../matching.js';
import { isUsable, leave, type RunningBlock } from './block-state.js';
import { admit } from './grant.js';
import { write, type Register, type Taking } from './register.js';

/**
 * Writes off what a licence used beyond its own credits, where one of its blocks says so (§8.6): as much is granted for
 * nothing and taken at once, so that the charge is paid, the balance stays, and granted = used + expired + voided + left.
 * False where it is not written off.
 */
export function writeOff(register: Register, charge: CreditCharge, taking: Taking): boolean {
  const own = forgivingBlock(register, charge);
  if (own === undefined) return false;
  const { day: at } = charge;
  const amount = taking.rest;
  taking.rest = zero;
  if (isZero(amount)) return true;
  const state = admit(register, writtenOff(own.block, charge, amount));
  write(register, state, { type: 'increment', at, amount });
  leave(state, zero);
  // What comes back of it is lost, because it was never theirs (§8.5, amendment).
  state.phase = 'ended';
  write(register, state, { type: 'decrement', at, charge, amount });
  return true;
}

/** Whether its credits are used up makes no difference; that it counts on the day, and would pay for the charge, does. */
function forgivingBlock({ forgiving, currency }: Register, charge: CreditCharge): RunningBlock | undefined {
  const own = forgiving.get(charge.license_id ?? '') ?? [];
  return own.find((state) => isUsable(state, charge.day) && paysFor(state.block, charge, currency));
}

/** One for each charge, because an increment always is a new block (§8.5). */
function writtenOff(block: CreditBlock, charge: CreditCharge, amount: CreditBlock['amount']): CreditBlock {
  const { day, price_id, invoice_id } = charge;
  return {
    ...block,
    id: identity('write_off', block.id, invoice_id, price_id, stamp(day)),
    amount,
    effective: day,
    usable_from: day,
    expiry: day,
    cost_basis: null,
    write_off_overage: false,
    writes_off: block.id,
    allocation: null,
    created: day,
    description: 'Usage beyond the credits of a licence, written off',
    metadata: {},
  };
}
