import { fail, isObject } from '../../errors/index.js';
import { createCreditNote } from '../../index.js';
import type { CreditNote, NewCreditNote, Page } from '../../wire/index.js';
import { textIn } from '../body.js';
import { policiesOf, type Call } from '../call.js';
import { storeEffects } from '../effects/store-effects.js';
import { needKept, writeKept } from '../kept/documents.js';
import { withinBounds, type DateBounds } from '../kept/filters.js';
import { allKept, eachKept, listKept, mapPage, type PageParams } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';

/** Credits lines of an invoice, which the request names by its lines alone (§11.4). */
export async function creditInvoice(call: Call, { body }: { readonly body: NewCreditNote }): Promise<CreditNote> {
  const invoice = await invoiceOfLines(call, body);
  const customer = await needKept(call, 'customer', invoice.document.customer.id);
  const notes = await allKept(call, 'credit_note', `invoice:${invoice.document.id}`);
  const credited = createCreditNote({
    invoice: invoice.document,
    customer: customer.document,
    at: call.at,
    request: body,
    credit_notes: notes.map(({ document }) => document),
    ...policiesOf(call),
  });
  await writeKept(call, 'invoice', { ...invoice, document: credited.invoice });
  await storeEffects(call.transaction, credited.effects);
  return credited.credit_note;
}

export async function fetchCreditNote(
  call: Call,
  { credit_note_id }: { readonly credit_note_id: string },
): Promise<CreditNote> {
  return (await needKept(call, 'credit_note', credit_note_id)).document;
}

export async function listCreditNotes(
  call: Call,
  params: PageParams & DateBounds<'created_at'>,
): Promise<Page<CreditNote>> {
  const within = withinBounds(params, 'created_at');
  const accept = ({ document }: Kept<'credit_note'>): boolean => within(document.created_at);
  return mapPage(await listKept(call, { kind: 'credit_note', accept }, params), ({ document }) => document);
}

/** The invoice that carries the first of the lines; a line of another is refused by the note itself. */
async function invoiceOfLines(call: Call, body: NewCreditNote): Promise<Kept<'invoice'>> {
  const lines = isObject(body) && Array.isArray(body.line_items) ? (body.line_items as readonly unknown[]) : [];
  const first = lines.find(isObject);
  const line_id = textIn(first, 'invoice_line_item_id');
  for await (const kept of eachKept(call, { kind: 'invoice', key: `line:${line_id}` })) {
    if (kept.document.line_items.some(({ id }) => id === line_id)) return kept;
  }
  return fail(
    'body.line_items[0].invoice_line_item_id',
    'invalid_reference',
    'is a line of no invoice; give one that is',
  );
}
