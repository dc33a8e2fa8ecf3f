import { add, sign, subtract, toDecimal, zero, type Decimal } from '../../../decimal/index.js';
import { fail } from '../../../errors/index.js';
import { moveBalance, stamp } from '../../../invoices/index.js';
import { formatInstant, type Instant } from '../../../time/index.js';
import type { CustomerInput, Effect, InvoiceDraft, PoliciesInput } from '../../../wire/index.js';
import { readInvoiceAction } from '../../invoices/decode/invoice-action.js';
import { encodeBalanceTransaction } from '../../invoices/encode/balance-transaction.js';
import { withBalance, type InvoiceTransition } from '../../invoices/encode/invoice-transition.js';
import { isPayable } from '../encode/changed-resources.js';
import { issueDocument } from '../../invoices/issue-document.js';
import type { Collected } from './collected.js';

/** What is known where money that was collected meets what an operation made. */
export type Till = {
  readonly collected: Collected;
  readonly change_id: string;
  readonly at: Instant;
  readonly net_terms: number;
  /** One for each invoice that is issued, in their order. */
  readonly invoice_numbers: readonly string[];
  readonly policies: PoliciesInput | undefined;
};

/** A customer with the balance it has by now, and what was done. */
export type Balanced = { readonly customer: CustomerInput; readonly effects: readonly Effect[] };

/** Puts an amount on the balance, as a movement made by hand. */
export function putOnBalance(
  customer: CustomerInput,
  amount: Decimal,
  { collected, change_id, at }: Pick<Till, 'collected' | 'change_id' | 'at'>,
): Balanced {
  const [move] = moveBalance(toDecimal(customer.balance ?? 0), amount, 'manual_adjustment');
  if (move === undefined) return { customer, effects: [] };
  const { currency, description } = collected;
  const { id: customer_id } = customer;
  const heading = { customer_id, currency, at, invoice_id: null, credit_note_id: null, description };
  const transaction = encodeBalanceTransaction(move, { ...heading, cause: [change_id, stamp(at)] });
  return {
    customer: withBalance(customer, move.ending_balance, currency),
    effects: [{ kind: 'balance_transaction', customer_id, transaction }],
  };
}

/**
 * Issues every invoice that can be paid now: against the balance, on which the amount stands already, or as paid without
 * touching the balance, and then what is left of the amount goes on it (§9.2).
 */
export function collect(effects: readonly Effect[], before: CustomerInput, till: Till): Balanced {
  const issued = issueAll(effects, balanceAfter(before, effects), till);
  const { amount, is_paid } = till.collected;
  const surplus = subtract(amount, issued.paid);
  // What was collected beyond the invoices; where it was less, they are paid all the same.
  if (!is_paid || sign(surplus) <= 0) return issued;
  const balanced = putOnBalance(issued.customer, surplus, till);
  return { customer: balanced.customer, effects: [...issued.effects, ...balanced.effects] };
}

type Issued = Balanced & { readonly paid: Decimal };

/** The same effects with the payable invoices issued in their places, and after them what issuing them led to. */
function issueAll(effects: readonly Effect[], before: CustomerInput, till: Till): Issued {
  const next: Effect[] = [];
  const later: Effect[] = [];
  const numbers = till.invoice_numbers.values();
  let [customer, paid] = [before, zero];
  for (const effect of effects) {
    if (effect.kind !== 'invoice_created' || !isPayable(effect.invoice, till.at)) {
      next.push(effect);
      continue;
    }
    const number = numbers.next().value ?? refuseUnnumbered(effect.invoice);
    const issued = issue(effect.invoice, customer, { number, till });
    customer = issued.customer;
    paid = add(paid, issued.paid);
    next.push({ kind: 'invoice_created', invoice: issued.invoice });
    later.push(...issued.effects);
  }
  return { customer, paid, effects: [...next, ...later] };
}

type Issue = { readonly number: string; readonly till: Till };

function issue(
  invoice: InvoiceDraft,
  customer: CustomerInput,
  { number, till }: Issue,
): InvoiceTransition & Pick<Issued, 'paid'> {
  const { collected, policies } = till;
  if (!collected.is_paid) return { ...issueUnder(number, { invoice, customer, policies }, till), paid: zero };
  // The payment is this invoice's: the balance takes no part, and nothing is carried over for being small.
  const alone = { ...policies, small_invoice_threshold: null };
  const owing = withBalance(customer, zero, collected.currency);
  const issued = issueUnder(number, { invoice, customer: owing, policies: alone }, till).invoice;
  const paid_at = formatInstant(collected.received_at);
  return {
    invoice: { ...issued, status: 'paid', paid_at },
    customer,
    effects: [],
    paid: toDecimal(issued.amount_due),
  };
}

type Unissued = Pick<Till, 'policies'> & { readonly invoice: InvoiceDraft; readonly customer: CustomerInput };

function issueUnder(
  invoice_number: string,
  { policies, ...given }: Unissued,
  { at, net_terms }: Till,
): InvoiceTransition {
  const action = readInvoiceAction({
    ...given,
    at: formatInstant(at),
    ...(policies === undefined ? {} : { policies }),
  });
  const issued_by = action.record.will_auto_issue ? 'schedule' : 'request';
  return issueDocument(action, { invoice_number, issued_by, payment: { net_terms, due_date: null } });
}

/** The balance after the movements among effects, in their order. */
function balanceAfter(customer: CustomerInput, effects: readonly Effect[]): CustomerInput {
  const last = effects.flatMap((effect) => (effect.kind === 'balance_transaction' ? [effect.transaction] : [])).at(-1);
  return last === undefined ? customer : { ...customer, balance: last.ending_balance };
}

function refuseUnnumbered({ id }: InvoiceDraft): never {
  return fail('invoice_numbers', 'missing_field', `has no number for ${id}, which is issued with the change; add one`);
}
