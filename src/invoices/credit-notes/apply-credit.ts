import { add, maximum, negate, subtract, zero, type Decimal } from '../../decimal/index.js';
import { fail } from '../../errors/index.js';
import type { CustomerBalanceAction } from '../../wire/index.js';
import { moveBalance, type BalanceMove } from '../lifecycle/customer-balance.js';
import type { InvoiceRecord, RecordedMove } from '../recorded/invoice-record.js';
import { refuseTransition } from '../lifecycle/transitions.js';

/** What a credit note does to its invoice and to the customer's balance. */
export type CreditConsequence = {
  readonly type: 'adjustment' | 'refund';
  readonly amount_due: Decimal;
  readonly moves: readonly BalanceMove[];
};

/** Why money goes back: a note somebody wrote, or a change that left an advance unused (§9.2). */
export type CreditCause = Extract<CustomerBalanceAction, 'credit_note_applied' | 'prorated_refund'>;

/**
 * Applies a credit note's total (§11.4): on an issued invoice it lowers the amount due, and what exceeds that raises the
 * balance; on a paid or synced one all of it raises the balance.
 *
 * @throws BillingError `invalid_transition` for a draft or a void invoice
 */
export function applyCredit(
  invoice: InvoiceRecord,
  { total, cause }: { readonly total: Decimal; readonly cause: CreditCause },
  balance: Decimal,
): CreditConsequence {
  refuseTransition('be credited', invoice);
  if (invoice.status !== 'issued') {
    return { type: 'refund', amount_due: invoice.amount_due, moves: moveBalance(balance, total, cause) };
  }
  const amount_due = maximum(zero, subtract(invoice.amount_due, total));
  const excess = subtract(total, subtract(invoice.amount_due, amount_due));
  return { type: 'adjustment', amount_due, moves: moveBalance(balance, excess, cause) };
}

/** A note that is to be voided, as its document tells. */
export type VoidedCredit = {
  readonly id: string;
  readonly type: 'adjustment' | 'refund';
  readonly total: Decimal;
  readonly is_void: boolean;
};

/**
 * Undoes a credit note: what it took off the amount due is due again, what it gave to the balance is taken back.
 *
 * @throws BillingError `invalid_transition` for a note that is void already, for an adjustment of an invoice that is no
 * longer issued and for a refund of one that is not paid or synced
 */
export function undoCredit(invoice: InvoiceRecord, note: VoidedCredit, balance: Decimal): CreditConsequence {
  if (note.is_void) fail('credit_note.voided_at', 'invalid_transition', `of ${note.id} is set: it is void already`);
  const stands = note.type === 'adjustment' ? invoice.status === 'issued' : ['paid', 'synced'].includes(invoice.status);
  if (!stands) {
    const message = `of ${invoice.id} is ${invoice.status}; its ${note.type} ${note.id} can no longer be voided`;
    fail('invoice.status', 'invalid_transition', message);
  }
  const given = invoice.balance_moves.filter(({ credit_note_id }) => credit_note_id === note.id);
  const raised = given.reduce((sum, { change }) => add(sum, change), zero);
  const moves = moveBalance(balance, negate(raised), reversalOf(given));
  if (note.type === 'refund') return { type: 'refund', amount_due: invoice.amount_due, moves };
  return { type: 'adjustment', amount_due: add(invoice.amount_due, subtract(note.total, raised)), moves };
}

function reversalOf(given: readonly RecordedMove[]): CustomerBalanceAction {
  return given[0]?.action === 'prorated_refund' ? 'revert_prorated_refund' : 'credit_note_voided';
}
