import { add, compare, formatFixed, isZero, parseDecimal, subtract, zero, type Decimal } from '../../decimal/index.js';
import { parseInstant } from '../../time/index.js';
import type { Customer, CustomerBalanceTransaction, Effect, Invoice } from '../../wire/index.js';
import type { Call } from '../call.js';
import { allKept } from '../kept/pages.js';

/** A customer as an invoice of an instant finds them, and how much of the balance came only later. */
export type CustomerThen = { readonly customer: Customer; readonly later: Decimal };

/**
 * A run that comes late issues invoices of earlier instants: what the balance got since then does not pay them, and what it
 * has lost since is no longer there. What it owed by then is on the first of them alone, and what it came to owe since on
 * none (§1.3, L9).
 */
export async function customerThen(call: Call, customer: Customer): Promise<CustomerThen> {
  const now = parseDecimal(customer.balance);
  if (isZero(now)) return { customer, later: now };
  const then = balanceThen(now, await changesSince(call, customer.id));
  return {
    customer: { ...customer, balance: formatFixed(then, placesOf(customer.balance)) },
    later: subtract(now, then),
  };
}

/** What the balance has changed by since the call's now, in the order of time: a late invoice moved it in its own. */
async function changesSince(call: Call, customer_id: string): Promise<readonly Decimal[]> {
  const at = parseInstant(call.at);
  const movements = (await allKept(call, 'balance_transaction', `customer:${customer_id}`))
    .map(({ document: { created_at, starting_balance, ending_balance } }) => ({
      made: parseInstant(created_at),
      change: subtract(parseDecimal(ending_balance), parseDecimal(starting_balance)),
    }))
    .filter(({ made }) => made > at);
  return [...movements].sort((a, b) => a.made - b.made).map(({ change }) => change);
}

/** What of the balance of then is still there, or what it owed. */
function balanceThen(now: Decimal, since: readonly Decimal[]): Decimal {
  let level = since.reduce(subtract, now);
  if (compare(level, zero) < 0) return level;
  let least = level;
  for (const change of since) {
    level = add(level, change);
    if (compare(level, least) < 0) least = level;
  }
  return compare(least, zero) < 0 ? zero : least;
}

/** What was issued to a customer of then, as it moves the balance of now. */
export function movedNow<T extends { readonly invoice: Invoice; readonly effects: readonly Effect[] }>(
  issued: T,
  later: Decimal,
): T {
  if (isZero(later)) return issued;
  const raised = <M extends CustomerBalanceTransaction>(movement: M): M => ({
    ...movement,
    starting_balance: raise(movement.starting_balance, later),
    ending_balance: raise(movement.ending_balance, later),
  });
  const moves = issued.effects.flatMap((effect) =>
    effect.kind === 'balance_transaction' ? effect.transaction.id : [],
  );
  // What an invoice mentions of earlier movements stays as it was.
  const customer_balance_transactions = issued.invoice.customer_balance_transactions.map((movement) =>
    moves.includes(movement.id) ? raised(movement) : movement,
  );
  return {
    ...issued,
    invoice: { ...issued.invoice, customer_balance_transactions },
    effects: issued.effects.map((effect) =>
      effect.kind === 'balance_transaction' ? { ...effect, transaction: raised(effect.transaction) } : effect,
    ),
  };
}

function raise(balance: string, later: Decimal): string {
  return formatFixed(add(parseDecimal(balance), later), placesOf(balance));
}

/** How many decimal places an amount is written with: those of its currency (F1). */
function placesOf(amount: string): number {
  const point = amount.indexOf('.');
  return point === -1 ? 0 : amount.length - point - 1;
}
