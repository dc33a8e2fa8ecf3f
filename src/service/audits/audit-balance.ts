import { add, equals, formatDecimal, parseDecimal, subtract, type Decimal } from '../../decimal/index.js';
import { parseInstant } from '../../time/index.js';
import type { Customer, CustomerBalanceTransaction } from '../../wire/index.js';
import type { AuditFinding } from './finding.js';

/**
 * What does not add up in the movements of a customer's balance: each starts where the one before it ended, moves by its
 * amount, and the last ends at the balance (L9). Without movements there is nothing to hold the balance against.
 *
 * The order is that of storing or that of time, whichever adds up: a run that comes late dates its movements by when they
 * were due, and files of a client are not in the order in which things happened.
 */
export function balanceFindings(
  customer: Customer,
  transactions: readonly CustomerBalanceTransaction[],
): readonly AuditFinding[] {
  const asStored = findingsIn(customer, transactions);
  return asStored.length === 0 ? [] : findingsIn(customer, inOrder(transactions));
}

function findingsIn(customer: Customer, ordered: readonly CustomerBalanceTransaction[]): readonly AuditFinding[] {
  const { id, balance } = customer;
  const [first] = ordered;
  if (first === undefined) return [];
  const faults: { readonly path: string; readonly message: string }[] = [];
  let before = parseDecimal(first.starting_balance);
  for (const movement of ordered) {
    const [start, end] = [parseDecimal(movement.starting_balance), parseDecimal(movement.ending_balance)];
    const path = `balance_transactions.${movement.id}`;
    if (!equals(start, before)) faults.push({ path, message: `starts at ${formatDecimal(start)}, but the movement before ends at ${formatDecimal(before)}` }); // prettier-ignore
    if (!equals(end, moved(start, movement))) faults.push({ path, message: `ends at ${formatDecimal(end)}, but its amount leads to ${formatDecimal(moved(start, movement))}` }); // prettier-ignore
    before = end;
  }
  if (!equals(before, parseDecimal(balance))) {
    faults.push({ path: 'balance', message: `is ${balance}, but the last movement ends at ${formatDecimal(before)}` });
  }
  const { name } = customer;
  return faults.map((fault) => ({
    subject: 'balance',
    id,
    customer_id: id,
    name,
    code: 'inconsistent_history',
    ...fault,
  }));
}

function moved(start: Decimal, { type, amount }: CustomerBalanceTransaction): Decimal {
  return type === 'increment' ? add(start, parseDecimal(amount)) : subtract(start, parseDecimal(amount));
}

/** By time; several at one instant so that each goes on from the one before, where they do. */
function inOrder(transactions: readonly CustomerBalanceTransaction[]): readonly CustomerBalanceTransaction[] {
  const waiting = [...transactions].sort((a, b) => parseInstant(a.created_at) - parseInstant(b.created_at));
  const ordered: CustomerBalanceTransaction[] = [];
  while (waiting.length > 0) {
    const instant = parseInstant(waiting[0]?.created_at ?? '');
    const last = ordered.at(-1)?.ending_balance;
    const follows = waiting.findIndex(
      ({ created_at, starting_balance }) => parseInstant(created_at) === instant && starting_balance === last,
    );
    ordered.push(...waiting.splice(Math.max(follows, 0), 1));
  }
  return ordered;
}
