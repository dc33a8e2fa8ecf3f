import { issueInvoice, recordPayment, type CustomerInput, type Effect, type Invoice } from '../../src/index.js';
import type { CreditNote, InvoiceInput, SubscriptionScheduleState, SubscriptionState } from '../../src/wire/index.js';

/** A customer's books: what a caller has stored after each step. */
export type Stored = {
  readonly subscription: SubscriptionState;
  readonly schedule: readonly SubscriptionScheduleState[];
  readonly customer: CustomerInput;
  readonly invoices: readonly InvoiceInput[];
  readonly credit_notes: readonly CreditNote[];
};

/** What a step returns. */
export type Step = {
  readonly subscription: SubscriptionState;
  readonly schedule: readonly SubscriptionScheduleState[];
  readonly effects: readonly Effect[];
};

/** Stores what a step returned, and issues (and pays) the invoices it made. */
export function store(
  before: Omit<Stored, 'subscription' | 'schedule'>,
  step: Step,
  at: string,
  paid: 'paid' | 'issued',
): Stored {
  const noted = step.effects.flatMap((effect) => ('credit_note' in effect ? [effect.credit_note] : []));
  const touched = step.effects.flatMap((effect) => ('invoice' in effect ? [effect.invoice] : []));
  const balance = step.effects.flatMap((effect) =>
    effect.kind === 'balance_transaction' ? [effect.transaction.ending_balance] : [],
  );
  let customer = { ...before.customer, ...(balance.length > 0 ? { balance: balance.at(-1)! } : {}) };
  const invoices = new Map(before.invoices.map((invoice) => [invoice.id, invoice]));
  for (const effect of step.effects) if (effect.kind === 'invoice_deleted') invoices.delete(effect.invoice_id);
  const waiting = [...invoices.values()].filter(({ status }) => status === 'draft') as readonly Invoice[];
  for (const invoice of [...waiting, ...touched]) {
    // What is dated ahead stays a draft until then.
    if (invoice.status !== 'draft' || Date.parse(invoice.invoice_date) > Date.parse(`${at.slice(0, 10)}T23:59:59Z`)) {
      invoices.set(invoice.id, invoice);
      continue;
    }
    // The hour of grace has passed.
    const now = `${at.slice(0, 10)}T23:59:59Z`;
    const issued = issueInvoice({
      invoice: { ...invoice, eligible_to_issue_at: null },
      customer,
      at: now,
      invoice_number: invoice.id,
    });
    customer = issued.customer;
    const settled =
      paid === 'paid' && issued.invoice.status === 'issued'
        ? recordPayment({ invoice: issued.invoice, customer, at: now, request: { succeeded: true } }).invoice
        : issued.invoice;
    invoices.set(invoice.id, settled);
  }
  const credit_notes = [...before.credit_notes.filter(({ id }) => !noted.some((note) => note.id === id)), ...noted];
  const moved = step.effects.flatMap((effect) => (effect.kind === 'balance_transaction' ? [effect.transaction] : []));
  const mentioned = [...invoices.values()].map((invoice) => ({
    ...invoice,
    // What a note did stands on its invoice as well: the effects say on which.
    customer_balance_transactions: [
      ...invoice.customer_balance_transactions,
      ...moved.filter(({ credit_note, invoice: of }) => credit_note !== null && of?.id === invoice.id),
    ],
    credit_notes: credit_notes.filter(({ invoice_id }) => invoice_id === invoice.id).map(summary),
  }));
  return { subscription: step.subscription, schedule: step.schedule, customer, invoices: mentioned, credit_notes };
}

function summary(note: CreditNote): Invoice['credit_notes'][number] {
  const { id, credit_note_number, total, voided_at, type, memo } = note;
  return { id, credit_note_number, reason: note.reason ?? '', total, voided_at, type, memo };
}
