import { add, formatFixed, maximum, parseDecimal, subtract, zero, type Decimal } from '../../decimal/index.js';
import type { CreditNote, Effect, Invoice } from '../../wire/index.js';
import { readKept, writeKept } from '../kept/documents.js';
import type { EffectOf, Storing } from './storing.js';

/** Stores a credit note, and what it makes of its invoice where the invoice does not show it yet. */
export async function storeCreditNote({
  transaction,
  effect: { credit_note },
  effects,
}: Storing<EffectOf<'credit_note_created' | 'credit_note_voided'>>): Promise<void> {
  const call = { transaction };
  const known = await readKept(call, 'credit_note', credit_note.id);
  await writeKept(call, 'credit_note', { document: credit_note, aside: undefined, version: known?.version ?? null });
  const invoice = await readKept(call, 'invoice', credit_note.invoice_id);
  if (invoice === null || shows(invoice.document, credit_note)) return;
  await writeKept(call, 'invoice', { ...invoice, document: noted(invoice.document, credit_note, effects) });
}

function shows({ credit_notes }: Invoice, { id, voided_at }: CreditNote): boolean {
  return credit_notes.some((mentioned) => mentioned.id === id && mentioned.voided_at === voided_at);
}

/** The invoice with the note on it: an adjustment lowers what is due, and its voiding raises that again (§11.4). */
function noted(invoice: Invoice, note: CreditNote, effects: readonly Effect[]): Invoice {
  const { id, credit_note_number, total, voided_at, type, memo } = note;
  const summary = { id, credit_note_number, reason: note.reason ?? '', total, voided_at, type, memo };
  const others = invoice.credit_notes.filter((mentioned) => mentioned.id !== id);
  const due = parseDecimal(invoice.amount_due);
  const credited = subtract(parseDecimal(total), movedBy(note, effects));
  const change = voided_at === null ? subtract(due, credited) : add(due, credited);
  const left = type === 'adjustment' ? maximum(change, zero) : due;
  return {
    ...invoice,
    amount_due: formatFixed(left, placesOf(invoice.amount_due)),
    credit_notes: [...others, summary],
  };
}

/** What of the note went to the customer's balance, or came back from it, instead of to the amount due. */
function movedBy({ id }: CreditNote, effects: readonly Effect[]): Decimal {
  const moves = effects.flatMap((effect) => (effect.kind === 'balance_transaction' ? [effect.transaction] : []));
  return moves
    .filter((movement) => movement.credit_note?.id === id)
    .reduce((sum, { amount }) => add(sum, parseDecimal(amount)), zero);
}

/** How many decimal places an amount is written with: those of its currency (F1). */
function placesOf(amount: string): number {
  const point = amount.indexOf('.');
  return point === -1 ? 0 : amount.length - point - 1;
}
