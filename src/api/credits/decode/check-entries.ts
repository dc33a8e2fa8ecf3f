import { differenceOf } from '../../../credits/index.js';
import {
  add,
  compare,
  decimalAt,
  equals,
  formatDecimal,
  subtract,
  zero,
  type Decimal,
} from '../../../decimal/index.js';
import { report, valueAt, type Fields } from '../../../errors/index.js';
import { choiceAt, objectsAt } from '../../decode/document-fields.js';
import { checkBlocks, replayEntry, type ReplayedBlocks } from './replay-entries.js';

const types = [
  'increment',
  'decrement',
  'expiration_change',
  'credit_block_expiry',
  'void',
  'void_initiated',
  'amendment',
] as const;

/**
 * Holds the entries of a ledger document against each other: numbered without a gap, each starting where the one before
 * ended, each changing the balance as its type says, the last ending at the ledger's balance (L36, L49).
 */
export function checkEntries(ledger: Fields): void {
  let balance = zero;
  const blocks: ReplayedBlocks = { left: new Map(), entered: new Map() };
  for (const [position, entry] of objectsAt(ledger, 'entries').entries()) {
    checkNumber(entry, position);
    balance = checkBalances(entry, balance);
    replayEntry(blocks, entry);
    // One broken link breaks all that follow; the first is the one to mend.
    if (ledger.issues.length > 0) return;
  }
  checkBlocks(ledger, blocks);
  const said = decimalAt(ledger, 'balance') ?? zero;
  if (equals(said, balance)) return;
  const message = `is ${formatDecimal(said)}, but the last entry ends at ${formatDecimal(balance)}; one of the two was changed`;
  report(ledger, 'balance', { code: 'inconsistent_history', message });
}

function checkNumber(entry: Fields, position: number): void {
  if (valueAt(entry, 'ledger_sequence_number') === position) return;
  const message = `is not ${position}, the next in the row; an entry is missing, repeated or out of order`;
  report(entry, 'ledger_sequence_number', { code: 'inconsistent_history', message });
}

function checkBalances(entry: Fields, before: Decimal): Decimal {
  const start = decimalAt(entry, 'starting_balance') ?? zero;
  const end = decimalAt(entry, 'ending_balance') ?? zero;
  const amount = decimalAt(entry, 'amount') ?? zero;
  if (!equals(start, before)) {
    const message = `is ${formatDecimal(start)}, but the entry before ends at ${formatDecimal(before)}; one of the two was changed`;
    report(entry, 'starting_balance', { code: 'inconsistent_history', message });
  }
  const direction = differenceOf(
    choiceAt(entry, 'entry_type', types),
    choiceAt(entry, 'entry_status', ['committed', 'pending']),
  );
  const expected = shifted(start, amount, direction);
  if (compare(end, expected) !== 0) {
    const message = `is ${formatDecimal(end)}, but the entry leads to ${formatDecimal(expected)}; one of its numbers was changed`;
    report(entry, 'ending_balance', { code: 'inconsistent_history', message });
  }
  return end;
}

function shifted(balance: Decimal, amount: Decimal, direction: 1 | 0 | -1): Decimal {
  if (direction === 0) return balance;
  return direction > 0 ? add(balance, amount) : subtract(balance, amount);
}
