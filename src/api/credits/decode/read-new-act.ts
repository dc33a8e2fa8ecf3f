import { isUsable, type LedgerAct, type LedgerRun } from '../../../credits/index.js';
import { isGiven, optionalText, report, requiredText, shown, valueAt, type Fields } from '../../../errors/index.js';
import { instantOfMillis, type Instant } from '../../../time/index.js';
import { runAsFar } from '../encode/transition.js';
import { optionalChoiceAt } from '../../decode/document-fields.js';
import { readLabels } from './labels.js';
import type { LedgerCall } from './ledger-call.js';
import { newBlockId } from './new-id.js';
import { amountAboveZero } from './read-block.js';
import { readExpiry } from './read-increment.js';

/** Reads a request for an entry that is made by hand, other than an increment. */
export function readNewAct(entry: Fields, call: LedgerCall, type: Exclude<LedgerAct['type'], 'end'>): LedgerAct {
  const { at } = call;
  const act = { at, description: optionalText(entry, 'description'), metadata: readLabels(entry) };
  if (type === 'decrement') return { type, ...act, amount: amountAboveZero(entry, 'amount') };
  if (type === 'expiration_change') return { type, ...act, ...readExpirationChange(entry, call) };
  const block_id = requiredText(entry, 'block_id');
  const amount = amountAboveZero(entry, 'amount');
  if (type === 'amendment') return { type, ...act, block_id, amount };
  const new_block_id = newBlockId(call.reading.ledger, ['void'], at);
  const reason = optionalChoiceAt(entry, 'void_reason', ['refund']);
  return { type, ...act, block_id, amount, reason, new_block_id };
}

function readExpirationChange(entry: Fields, call: LedgerCall) {
  const target = readExpiry(entry, 'target_expiry_date', call);
  if (!isGiven(valueAt(entry, 'target_expiry_date'))) {
    report(entry, 'target_expiry_date', { code: 'missing_field', message: 'is missing; give the date of expiry' });
  }
  const { ledger } = call.reading;
  return {
    block_id: readOrigin(entry, call),
    amount: isGiven(valueAt(entry, 'amount')) ? amountAboveZero(entry, 'amount') : null,
    target: target ?? instantOfMillis(0),
    new_block_id: newBlockId(ledger, ['expiration_change'], call.at),
  };
}

/** The block whose credits move: named, or the only usable one that expires on a date (`ambiguous_block`). */
function readOrigin(entry: Fields, call: LedgerCall): string {
  const named = optionalText(entry, 'block_id');
  if (named !== null) return named;
  if (!isGiven(valueAt(entry, 'expiry_date'))) {
    report(entry, 'block_id', {
      code: 'missing_field',
      message: 'is missing; name the block, or give its expiry_date',
    });
    return '';
  }
  return blockExpiringOn(entry, call, readExpiry(entry, 'expiry_date', call));
}

function blockExpiringOn(entry: Fields, { reading, at }: LedgerCall, expiry: Instant | null): string {
  const run: LedgerRun = runAsFar({ ...reading.ledger, as_of: at }, 0);
  const found = run.states.filter((state) => isUsable(state, at) && state.block.expiry === expiry);
  const date = shown(entry.value['expiry_date']);
  if (found.length === 0) {
    report(entry, 'expiry_date', { code: 'block_not_found', message: `is ${date}, when no usable block expires` });
  }
  if (found.length > 1) {
    const message = `is ${date}, when ${found.length} blocks expire; name one by block_id`;
    report(entry, 'expiry_date', { code: 'ambiguous_block', message });
  }
  return found[0]?.block.id ?? '';
}
