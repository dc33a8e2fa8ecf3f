import { fail } from '../../errors/index.js';
import type { InvoiceStatus } from '../../wire/index.js';

// Which states an action starts from (§11.1). A paid or void invoice is final, but for the credit notes on a paid one.
const startsFrom = {
  'be issued': ['draft'],
  'be edited': ['draft'],
  'be paid by request': ['issued'],
  'be marked as paid': ['issued', 'synced'],
  'be synced': ['issued'],
  'be voided': ['issued'],
  'be credited': ['issued', 'paid', 'synced'],
} as const satisfies { readonly [action: string]: readonly InvoiceStatus[] };

/** What can be done with an invoice, as the sentence of a refusal says it. */
export type InvoiceAction = keyof typeof startsFrom;

/**
 * Refuses an action that an invoice's state does not allow (§11.1).
 *
 * @throws BillingError `invalid_transition` naming the invoice, its state and the states that would do
 */
export function refuseTransition(action: InvoiceAction, { id, status }: { id: string; status: InvoiceStatus }): void {
  const states: readonly InvoiceStatus[] = startsFrom[action];
  if (states.includes(status)) return;
  const message = `of ${id} is ${status}; an invoice can ${action} while it is ${states.join(', ')}`;
  fail('invoice.status', 'invalid_transition', message);
}
