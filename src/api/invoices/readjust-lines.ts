import { readAdjustmentList, type Adjustment } from '../../adjustments/index.js';
import { roundMoney } from '../../currency/index.js';
import { equals, formatDecimal } from '../../decimal/index.js';
import { fail, invariant, openChild, pathAtKey, refuse } from '../../errors/index.js';
import { isAdded, type DraftedInvoice } from '../../invoices/index.js';
import type { InvoiceLineItem } from '../../wire/index.js';
import type { DraftEdit, EditableLine } from './decode/one-off/draft-edit.js';
import { oneOffLineOf, type OneOffLine } from './decode/one-off/one-off-lines.js';
import { readPrice } from '../prices/decode/price-list.js';
import type { WrittenLine } from './encode/edited-draft.js';
import { redraftLines } from './encode/redrafted-lines.js';

/**
 * Adjusts the lines that are left of a one-off invoice: its discount is shared among them by the rules of all
 * adjustments (§6). Lines that were added later have their amount as given, and a subscription's lines are not touched.
 *
 * @throws BillingError `inconsistent_history` for a line whose price and quantity do not come to its subtotal
 */
export function readjustLines(edit: DraftEdit, kept: readonly EditableLine[]): readonly WrittenLine[] {
  const adjustments = edit.record.source === 'one_off' ? adjustmentsOf(edit) : [];
  const created = kept.filter(({ recorded }) => !isAdded(recorded));
  if (adjustments.length === 0 || created.length === 0) return kept;
  const lines = created.map((line) => readLine(line, edit));
  refuse(edit.input.issues);
  const redrafted = redraftLines(edit, lines, adjustments);
  const next = new Map(
    created.map((line, position) => {
      const [drafted, document] = [redrafted.lines[position], redrafted.documents[position]];
      invariant(drafted !== undefined && document !== undefined, 'every line is drafted');
      return [line, readjusted(line, { drafted, document, edit })] as const;
    }),
  );
  return kept.map((line) => next.get(line) ?? line);
}

/** The invoice's adjustments, which every line that they cover lists with their configuration. */
function adjustmentsOf({ lines, customer, input }: DraftEdit): readonly Adjustment[] {
  const found = new Map<string, Adjustment>();
  for (const { fields, recorded } of lines) {
    if (isAdded(recorded)) continue;
    for (const adjustment of readAdjustmentList(fields, 'adjustments', customer.zone)) {
      if (!found.has(adjustment.id)) found.set(adjustment.id, adjustment);
    }
  }
  refuse(input.issues);
  return [...found.values()];
}

function readLine({ fields, recorded }: EditableLine, { record }: DraftEdit): OneOffLine {
  const given = openChild(fields, 'price');
  const price = given && readPrice(given, recorded.price_id);
  if (price === null) refuse(fields.issues);
  invariant(price !== null, 'a price without errors is read');
  const { start, end } = recorded;
  const line = oneOffLineOf(price, {
    period: { start, end },
    currency: record.currency,
    interval_id: recorded.id,
  });
  return { price, line };
}

type Readjusting = {
  readonly drafted: DraftedInvoice['lines'][number];
  readonly document: InvoiceLineItem;
  readonly edit: DraftEdit;
};

function readjusted(line: EditableLine, { drafted, document, edit }: Readjusting): WrittenLine {
  const { fields, recorded, edited } = line;
  const { currency } = edit.record;
  const found = roundMoney(drafted.subtotal, currency);
  if (!equals(found, recorded.subtotal)) {
    const message = `is ${formatDecimal(recorded.subtotal)}, but its price and quantity come to ${formatDecimal(found)}; mend the line, or draft the invoice again`;
    fail(pathAtKey(fields, 'subtotal'), 'inconsistent_history', message);
  }
  const { adjustments, adjusted_subtotal, amount } = document;
  return {
    document: { ...line.document, adjustments, adjusted_subtotal, amount },
    edited: { ...edited, amount: drafted.amount },
  };
}
