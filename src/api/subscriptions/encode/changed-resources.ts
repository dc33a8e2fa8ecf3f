import { parseInstant, type Instant } from '../../../time/index.js';
import type {
  ChangedSubscriptionResources,
  CreditNote,
  Effect,
  Invoice,
  InvoiceDraft,
  Writable,
} from '../../../wire/index.js';

/** The invoices and credit notes among effects, as Orb's response to a change lists them (§9). */
export function encodeChangedResources(
  effects: readonly Effect[],
  at: Instant,
): Writable<ChangedSubscriptionResources> {
  return {
    created_invoices: effects.flatMap((effect) =>
      effect.kind === 'invoice_created'
        ? [{ ...numbered(effect.invoice), is_payable_now: isPayable(effect.invoice, at) }]
        : [],
    ),
    voided_invoices: effects.flatMap((effect) => (effect.kind === 'invoice_voided' ? [numbered(effect.invoice)] : [])),
    created_credit_notes: notesIn(effects, 'credit_note_created'),
    voided_credit_notes: notesIn(effects, 'credit_note_voided'),
  };
}

/** Whether an invoice can be collected as it stands: it is due, it is not paid, and no usage may still change it. */
export function isPayable({ status, invoice_date, line_items }: InvoiceDraft, at: Instant): boolean {
  const is_open = status === 'draft' || status === 'issued';
  // ≤: an invoice is due on its date.
  if (!is_open || parseInstant(invoice_date) > at || line_items.length === 0) return false;
  return line_items.every(({ price }) => price.billing_mode === 'in_advance');
}

/** A draft has no number yet; the document's type wants a text. */
function numbered(invoice: InvoiceDraft): Writable<Invoice> {
  return { ...invoice, invoice_number: invoice.invoice_number ?? '' };
}

function notesIn(
  effects: readonly Effect[],
  kind: 'credit_note_created' | 'credit_note_voided',
): Writable<CreditNote>[] {
  return effects.flatMap((effect) => (effect.kind === kind ? [effect.credit_note] : []));
}
