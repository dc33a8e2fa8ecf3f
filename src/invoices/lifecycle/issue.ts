import { compare, isZero, negate, zero, type Decimal } from '../../decimal/index.js';
import { fail } from '../../errors/index.js';
import { formatInstant, type Instant, type TimeZone } from '../../time/index.js';
import { applyBalance, balanceAfter, moveBalance, type BalanceMove } from './customer-balance.js';
import { dueDate, type PaymentTerms } from './due-date.js';
import type { InvoiceRecord } from '../recorded/invoice-record.js';
import { refuseTransition } from './transitions.js';

/** How an invoice is issued: by whom, when, against which balance, and by which policies. */
export type IssueTerms = {
  readonly at: Instant;
  /** By request of a person, or by the schedule of an invoice that issues itself. */
  readonly issued_by: 'request' | 'schedule';
  readonly customer_balance: Decimal;
  readonly zone: TimeZone;
  readonly payment: PaymentTerms;
  readonly due_date_from: 'issue_date' | 'invoice_date';
  readonly small_invoice_threshold: Decimal | null;
};

/** What issuing changes: the invoice is frozen, the balance has moved, and payment may be asked for. */
export type IssuedInvoice = {
  readonly status: 'issued' | 'paid';
  readonly issued_at: Instant;
  readonly due_date: Instant;
  readonly paid_at: Instant | null;
  readonly amount_due: Decimal;
  readonly moves: readonly BalanceMove[];
  /** Whether payment of `amount_due` is to be requested now. */
  readonly requests_payment: boolean;
};

/**
 * Issues a draft (§11.1): applies the balance, sets the due date; what leaves nothing to pay is paid at once.
 *
 * @throws BillingError `invalid_transition` for anything but a draft, `not_eligible_to_issue` before its time or against
 * its setting
 */
export function issueRecord(invoice: InvoiceRecord, terms: IssueTerms): IssuedInvoice {
  refuseTransition('be issued', invoice);
  refuseIneligible(invoice, terms);
  const { at, payment, zone } = terms;
  const applied = applyBalance(invoice.total, terms.customer_balance);
  const carried = carryOver(applied, terms);
  const is_paid = isZero(carried.amount_due);
  const counted_from = terms.due_date_from === 'issue_date' ? at : invoice.invoice_date;
  return {
    status: is_paid ? 'paid' : 'issued',
    issued_at: at,
    due_date: dueDate(payment, counted_from, zone),
    paid_at: is_paid ? at : null,
    amount_due: carried.amount_due,
    moves: carried.moves,
    requests_payment: !is_paid && invoice.auto_collection,
  };
}

function refuseIneligible({ id, will_auto_issue, eligible_to_issue_at }: InvoiceRecord, terms: IssueTerms): void {
  const own_time = terms.issued_by === 'schedule';
  if (will_auto_issue !== own_time) {
    const how = will_auto_issue ? 'issues itself; leave it to its schedule' : 'has to be issued by request';
    fail('invoice.will_auto_issue', 'not_eligible_to_issue', `is ${will_auto_issue}: ${id} ${how}`);
  }
  // ≤: at its time an invoice is eligible.
  if (eligible_to_issue_at === null || eligible_to_issue_at <= terms.at) return;
  const message = `of ${id} is ${formatInstant(eligible_to_issue_at)}, which is after ${formatInstant(terms.at)}; wait until then`;
  fail('invoice.eligible_to_issue_at', 'not_eligible_to_issue', message);
}

type Applied = Pick<IssuedInvoice, 'amount_due' | 'moves'>;

/** An amount too small to collect is owed on the balance instead, to be collected with the next invoice (§11.3). */
function carryOver(applied: Applied, { small_invoice_threshold, customer_balance }: IssueTerms): Applied {
  const { amount_due, moves } = applied;
  // <: an amount that reaches the threshold is collected.
  if (small_invoice_threshold === null || compare(amount_due, small_invoice_threshold) >= 0) return applied;
  const balance = balanceAfter(customer_balance, moves);
  const carried = moveBalance(balance, negate(amount_due), 'small_invoice_carryover');
  return { amount_due: zero, moves: [...moves, ...carried] };
}
