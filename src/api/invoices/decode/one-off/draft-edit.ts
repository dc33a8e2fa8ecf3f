import { add } from '../../../../decimal/index.js';
import { isGiven, refuse, valueAt, type Fields } from '../../../../errors/index.js';
import {
  refuseTransition,
  type EditedLine,
  type RecordedInvoice,
  type RecordedLine,
  type TaxLines,
} from '../../../../invoices/index.js';
import type { InvoiceLineItem } from '../../../../wire/index.js';
import { documentAt } from '../../../decode/document.js';
import { objectsAt } from '../../../decode/document-fields.js';
import { readInvoiceAction, type InvoiceAction } from '../invoice-action.js';
import { readTaxLines } from '../line-taxes.js';
import { readSubject } from '../../../prices/decode/price-subject.js';
import { readRecordedInvoice } from '../recorded-invoice.js';
import { lineItemShape } from '../../../decode/shapes/line-item.js';

/** A line of the draft: its document, what was read of it, and what the edit makes of it. */
export type EditableLine = {
  readonly fields: Fields;
  readonly document: InvoiceLineItem;
  readonly recorded: RecordedLine;
  readonly edited: EditedLine;
};

/** A draft that is open for an edit. */
export type DraftEdit = InvoiceAction & {
  readonly invoice: RecordedInvoice;
  readonly lines: readonly EditableLine[];
  /** Null where the caller says nothing of taxes: lines keep theirs. */
  readonly taxLines: TaxLines | null;
};

/** Opens `{ invoice, customer, at, tax, policies, … }` of a draft; anything but a draft is refused (§11.1). */
export function openDraftEdit(given: unknown, ...more: readonly string[]): DraftEdit {
  const action = readInvoiceAction(given, 'tax', ...more);
  const { input, invoice_fields, rules, customer, record } = action;
  const invoice = readRecordedInvoice(invoice_fields, rules);
  const taxing = { customer: customer.document, currency: record.currency };
  const taxLines = isGiven(valueAt(input, 'tax')) ? readTaxLines(input, taxing) : null;
  const fields = objectsAt(invoice_fields, 'line_items');
  refuse(input.issues);
  const lines = invoice.lines.flatMap((line, position) => {
    const own = fields[position];
    return (own && editable(own, line)) ?? [];
  });
  refuse(input.issues);
  refuseTransition('be edited', record);
  return { ...action, invoice, lines, taxLines };
}

function editable(fields: Fields, recorded: RecordedLine): EditableLine | null {
  const document = documentAt(fields, lineItemShape, fields.issues.length);
  if (document === null) return null;
  const { id, name, price_id, start, end, amount, taxes } = recorded;
  const price = valueAt(fields, 'price');
  const { item_id } = readSubject({ ...fields, value: price as Fields['value'] });
  const edited: EditedLine = {
    id,
    amount,
    request: { name, price_id, period: { start, end } },
    subject: { item_id: item_id ?? price_id },
    shown_subtotal: recorded.is_money ? recorded.subtotal : add(amount, recorded.partially_invoiced_amount),
    before: { amount, taxes },
  };
  return { fields, document, recorded, edited };
}
