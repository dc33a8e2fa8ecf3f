import { realCurrencyOf, type RealCurrency } from '../../currency/index.js';
import { decimalAt, negate, sign, zero, type Decimal } from '../../decimal/index.js';
import {
  invariant,
  isGiven,
  openChild,
  optionalText,
  refuse,
  refuseUnknown,
  report,
  requiredText,
  valueAt,
  type Fields,
} from '../../errors/index.js';
import { moveBalance, stamp } from '../../invoices/index.js';
import type {
  CustomerBalanceTransaction,
  CustomerInput,
  DateOrDateTimeText,
  Effect,
  NewCustomerBalanceTransaction,
  PoliciesInput,
  Writable,
} from '../../wire/index.js';
import { choiceAt, instantAt, objectsAt } from '../decode/document-fields.js';
import { openInput } from '../decode/input.js';
import { readMoment, type Moment } from '../decode/moment.js';
import { moneyRulesOf, readPolicies } from '../decode/policies.js';
import { reportUnrounded } from '../decode/whole-units.js';
import { encodeBalanceTransaction } from './encode/balance-transaction.js';
import { withBalance } from './encode/invoice-transition.js';

/** What `createBalanceTransaction` takes. */
export type CreateBalanceTransactionInput = {
  /** `currency` has to be set: the balance is in it. */
  readonly customer: CustomerInput;
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  /** Orb's body. */
  readonly request: NewCustomerBalanceTransaction;
  /** The customer's earlier transactions, needed only to tell apart several at one instant. */
  readonly transactions?: readonly CustomerBalanceTransaction[] | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/** A movement of a customer's balance, the customer after it, and what to store. */
export type BalanceTransition = {
  readonly transaction: Writable<CustomerBalanceTransaction>;
  readonly customer: CustomerInput;
  readonly effects: readonly Effect[];
};

/**
 * Moves a customer's balance by hand (`manual_adjustment`, §11.3): an increment raises what is owed to the customer, in
 * whole minor units of its currency.
 *
 * @throws `invalid_amount` for an amount that is not above zero; `unrounded_amount` for one finer than the minor unit;
 * `unknown_currency`, `missing_field`, `invalid_decimal`, `invalid_type`, `unknown_policy`
 * @example
 * ```ts
 * import { createBalanceTransaction } from 'reckoner';
 *
 * const { transaction, customer } = createBalanceTransaction({
 *   customer: { id: 'acme', currency: 'USD', balance: '8.00' },
 *   at: '2026-03-01',
 *   request: { type: 'increment', amount: '25.00', description: 'Downtime in February' },
 * });
 * [transaction.starting_balance, transaction.ending_balance, customer.balance]; // → ['8.00', '33.00', '33.00']
 * ```
 */
export function createBalanceTransaction(input: CreateBalanceTransactionInput): BalanceTransition {
  const { customer, at, currency, change, description, earlier } = readInput(openInput(input));
  const [move] = moveBalance(customer.balance, change, 'manual_adjustment');
  invariant(move !== undefined, 'an amount above zero moves the balance');
  const transaction = encodeBalanceTransaction(move, {
    customer_id: customer.id,
    currency,
    at,
    invoice_id: null,
    credit_note_id: null,
    description,
    cause: [stamp(at), String(earlier)],
  });
  return {
    transaction,
    customer: withBalance(customer.document, move.ending_balance, currency),
    effects: [{ kind: 'balance_transaction', customer_id: customer.id, transaction }],
  };
}

type Asked = { readonly change: Decimal; readonly description: string | null };
type Reading = Asked & Omit<Moment, 'fields'> & { readonly currency: RealCurrency; readonly earlier: number };

function readInput(fields: Fields): Reading {
  refuseUnknown(fields, ['customer', 'at', 'request', 'transactions', 'policies']);
  const rules = moneyRulesOf(readPolicies(fields));
  const moment = readMoment(fields);
  const code = moment === null ? '' : requiredText(moment.fields, 'currency');
  const request = openChild(fields, 'request');
  const asked = request && readRequest(request);
  const earlier = objectsAt(fields, 'transactions').map((transaction) => instantAt(transaction, 'created_at'));
  refuse(fields.issues);
  invariant(moment !== null && request !== null && asked !== null, 'an input without errors is read');
  const currency = realCurrencyOf(code, 'customer.currency', rules);
  reportUnrounded(request, 'amount', { value: asked.change, currency });
  refuse(fields.issues);
  return { ...moment, ...asked, currency, earlier: earlier.filter((instant) => instant === moment.at).length };
}

function readRequest(request: Fields): Asked {
  refuseUnknown(request, ['amount', 'type', 'description']);
  const amount = decimalAt(request, 'amount') ?? zero;
  if (isGiven(valueAt(request, 'amount')) && sign(amount) <= 0 && request.issues.length === 0) {
    report(request, 'amount', { code: 'invalid_amount', message: 'is not above zero; `type` says the direction' });
  }
  const type = choiceAt(request, 'type', ['increment', 'decrement']);
  return { change: type === 'increment' ? amount : negate(amount), description: optionalText(request, 'description') };
}
