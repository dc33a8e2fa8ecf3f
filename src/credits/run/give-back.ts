import { add, isZero, minimum, subtract, zero, type Decimal } from '../../decimal/index.js';
import type { Instant } from '../../time/index.js';
import type { CreditCharge } from '../charges/charge.js';
import { balanceOf, isUsable, leave, type RunningBlock } from './block-state.js';
import type { LedgerEntry } from './entry.js';
import { insertLive } from './live-blocks.js';
import { write, type Register } from './register.js';

/**
 * Gives credits back that issued invoices were paid too much (§8.5): to the blocks that paid for the price since the day,
 * what was paid last first, never more than was paid. What returns to a block whose day has come is lost with it.
 */
export function giveBack(register: Register, charge: CreditCharge, since: Instant): void {
  let rest = charge.issued ?? charge.amount;
  for (const { block_id, amount } of paidSince(register.entries, charge, since)) {
    const returned = minimum(amount, rest);
    if (isZero(returned)) continue;
    rest = subtract(rest, returned);
    returnTo(register, register.states.get(block_id) ?? null, { charge, amount: returned });
  }
}

type Paid = { readonly block_id: string; readonly amount: Decimal };

/** What each decrement of the price took and no amendment has given back since, the latest first. */
function paidSince(entries: readonly LedgerEntry[], { price_id }: CreditCharge, since: Instant): readonly Paid[] {
  const own = entries.filter(({ charge }) => charge !== null && charge.price_id === price_id && charge.day >= since);
  const returned = new Map<string, Decimal>();
  return own.reverse().flatMap(({ type, block, amount }): readonly Paid[] => {
    const block_id = block === null ? deficit : block.id;
    const before = returned.get(block_id) ?? zero;
    // Going back, what an amendment gave is met before what it was given of.
    if (type === 'amendment') returned.set(block_id, add(before, amount));
    if (type !== 'decrement') return [];
    const gone = minimum(before, amount);
    returned.set(block_id, subtract(before, gone));
    return [{ block_id, amount: subtract(amount, gone) }];
  });
}

const deficit = '';

type Return = { readonly charge: CreditCharge; readonly amount: Decimal };

function returnTo(register: Register, state: RunningBlock | null, { charge, amount }: Return): void {
  const { day: at } = charge;
  if (state === null) {
    register.deficit = subtract(register.deficit, amount);
    return write(register, state, { type: 'amendment', at, charge, amount });
  }
  leave(state, add(balanceOf(state), amount));
  write(register, state, { type: 'amendment', at, charge, amount });
  if (isUsable(state, at)) return insertLive(register.live, state);
  leave(state, zero);
  write(register, state, { type: 'credit_block_expiry', at, amount });
}
