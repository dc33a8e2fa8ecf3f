import { printMoney } from '../../../currency/index.js';
import { placeOf } from '../../../errors/index.js';
import { retax, sumLines, type EditedLine } from '../../../invoices/index.js';
import type { InvoiceLineItem, Writable } from '../../../wire/index.js';
import type { DraftEdit } from '../decode/one-off/draft-edit.js';
import { copyJson } from '../../encode/copy.js';
import { encodeTransition, type InvoiceTransition } from './invoice-transition.js';
import { encodeTax } from './tax.js';

/** A line as it is to stand on the draft: its document but for the taxes, which follow from all lines together. */
export type WrittenLine = { readonly document: InvoiceLineItem; readonly edited: EditedLine };

/** Writes a draft with other lines: their taxes and the totals are computed anew, all else stays (§11.1). */
export function encodeEditedDraft(edit: DraftEdit, lines: readonly WrittenLine[]): InvoiceTransition {
  const { currency } = edit.record;
  const taxed = retax(
    lines.map(({ edited }) => edited),
    edit.taxLines,
    currency,
  );
  const totals = sumLines(taxed, edit.customer.balance);
  const line_items = lines.map(({ document }, position) => ({
    ...(copyJson(document, placeOf('invoice')) as Writable<InvoiceLineItem>),
    tax_amounts: (taxed[position]?.taxes ?? []).map((tax) => encodeTax(tax, currency)),
  }));
  const changed = {
    line_items,
    subtotal: printMoney(totals.subtotal, currency),
    total: printMoney(totals.total, currency),
    amount_due: printMoney(totals.amount_due, currency),
  };
  return encodeTransition(edit, { changed, moves: [], effects: () => [] });
}
