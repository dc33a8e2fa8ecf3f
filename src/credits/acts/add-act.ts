import { compare, formatDecimal, subtract, type Decimal } from '../../decimal/index.js';
import { fail, shown } from '../../errors/index.js';
import { formatInstant, type Instant } from '../../time/index.js';
import { advanced, type Ledger } from '../ledger.js';
import { isUsable, type BlockState } from '../run/block-state.js';
import { runLedger, type RunTerms } from '../run/run-ledger.js';
import type { AmendmentAct, BlockAct, ExpirationChangeAct, LedgerAct, VoidAct } from './act.js';

/**
 * Adds an entry made by hand, if it can be done at its instant, on the blocks usable then (§8.3); else the ledger stays.
 *
 * @throws `block_not_found`, `insufficient_block_balance`, `void_exceeds_initial`, `amendment_exceeds_initial`,
 * `expiry_before_effective`
 */
export function addAct(ledger: Ledger, act: LedgerAct, terms: Pick<RunTerms, 'grace_hours'>): Ledger {
  if ('block_id' in act) checkAct(act, usableBlock(ledger, act, terms));
  return advanced(ledger, act.at, { acts: [...ledger.acts, act] });
}

/** The block that an act names, as it stands at the act's instant. */
function usableBlock(
  ledger: Ledger,
  { block_id, at }: { readonly block_id: string; readonly at: Instant },
  { grace_hours }: Pick<RunTerms, 'grace_hours'>,
): BlockState {
  const { states } = runLedger(ledger, { until: at, grace_hours });
  const state = states.find(({ block }) => block.id === block_id);
  if (state === undefined) {
    return fail('entry.block_id', 'block_not_found', `${shown(block_id)} is not a block of this ledger`);
  }
  if (isUsable(state, at)) return state;
  const why = state.phase === 'pending' ? 'does not count yet' : 'has ended';
  const message = `${shown(block_id)} ${why} at ${formatInstant(at)}; name a block that can be used then`;
  return fail('entry.block_id', 'block_not_found', message);
}

function checkAct(act: BlockAct, state: BlockState): void {
  if (act.type === 'expiration_change') checkExpirationChange(act, state);
  else if (act.type === 'void') checkVoid(act, state);
  else checkAmendment(act, state);
}

function checkExpirationChange({ amount, target }: ExpirationChangeAct, { block, balance }: BlockState): void {
  // ≥: credits that expire with the day on which they take effect never serve, but are an expiry like any other.
  if (target < block.effective) {
    const message = `is before ${formatInstant(block.effective)}, when the credits take effect; give a later date`;
    fail('entry.target_expiry_date', 'expiry_before_effective', message);
  }
  if (amount !== null)
    refuseMore('insufficient_block_balance', { amount, most: balance, what: 'is left in' }, block.id);
}

/** Up to the initial balance: what was used of it meanwhile is found elsewhere by replay (F20). */
function checkVoid({ amount }: VoidAct, { block, initial }: BlockState): void {
  refuseMore('void_exceeds_initial', { amount, most: initial, what: 'is the initial balance of' }, block.id);
}

function checkAmendment({ amount }: AmendmentAct, { block, initial, balance }: BlockState): void {
  const most = subtract(initial, balance);
  refuseMore('amendment_exceeds_initial', { amount, most, what: 'was used of' }, block.id);
}

type Excess = { readonly amount: Decimal; readonly most: Decimal; readonly what: string };
type ExcessCode = 'insufficient_block_balance' | 'void_exceeds_initial' | 'amendment_exceeds_initial';

function refuseMore(code: ExcessCode, { amount, most, what }: Excess, block_id: string): void {
  if (compare(amount, most) <= 0) return;
  fail(
    'entry.amount',
    code,
    `is ${formatDecimal(amount)}, but ${formatDecimal(most)} ${what} ${shown(block_id)}; give at most that`,
  );
}
