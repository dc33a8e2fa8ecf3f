import { refuse, report, requiredText, shown } from '../../errors/index.js';
import { isOneOff } from '../../invoices/index.js';
import type { CustomerInput, DateOrDateTimeText, InvoiceInput, PoliciesInput } from '../../wire/index.js';
import { openDraftEdit, type DraftEdit, type EditableLine } from './decode/one-off/draft-edit.js';
import { encodeEditedDraft } from './encode/edited-draft.js';
import type { InvoiceTransition } from './encode/invoice-transition.js';
import type { TaxFunction } from './ports.js';
import { readjustLines } from './readjust-lines.js';

/** What `removeLineItem` takes. */
export type RemoveLineItemInput = {
  readonly invoice: InvoiceInput;
  readonly customer: CustomerInput;
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  readonly line_item_id: string;
  /** Taxes every line of the draft anew; absent: lines keep their taxes, by percentage where their amount changes. */
  readonly tax?: TaxFunction | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/**
 * Removes a one-off line from a draft: any line of a one-off invoice, or a line that was added to a subscription's draft
 * (§11.1).
 *
 * A discount of a one-off invoice is shared anew among the lines that are left. Totals, taxes and the amount due follow.
 *
 * @throws `invalid_transition` for anything but a draft; `invalid_reference` for a line that is not on the invoice, or
 * that its subscription put there; `missing_field` without `tax` where a tax of unknown percentage would change;
 * `inconsistent_history` for a line that does not come to what it shows; `customer_reference`, `invalid_type`,
 * `unknown_policy`
 * @example
 * ```ts
 * import { addLineItem, draftInvoice, removeLineItem } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD' };
 * const { invoice: draft } = draftInvoice({
 *   customer,
 *   prices: [{ id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 }],
 *   period: { start_date: '2026-01-01', end_date: '2026-02-01' },
 * });
 * const request = { invoice_id: draft.id, name: 'Training', quantity: 2, amount: '300.00', start_date: '2026-01-20', end_date: '2026-01-21' };
 * const { invoice, line_item } = addLineItem({ invoice: draft, customer, at: '2026-01-25', request });
 * removeLineItem({ invoice, customer, at: '2026-01-26', line_item_id: line_item.id }).invoice.total; // → '60.00'
 * ```
 */
export function removeLineItem(input: RemoveLineItemInput): InvoiceTransition {
  const edit = openDraftEdit(input, 'line_item_id');
  const removed = readRemoved(edit);
  refuse(edit.input.issues);
  const kept = edit.lines.filter((line) => line !== removed);
  return encodeEditedDraft(edit, readjustLines(edit, kept));
}

function readRemoved(edit: DraftEdit): EditableLine | null {
  const { input, lines, record } = edit;
  const id = requiredText(input, 'line_item_id');
  const line = lines.find(({ recorded }) => recorded.id === id) ?? null;
  if (line !== null && isOneOff(line.recorded, record.source)) return line;
  const fault =
    line === null
      ? `is not a line of ${record.id}`
      : 'was put there by the subscription; only one-off lines can be removed';
  if (id !== '') report(input, 'line_item_id', { code: 'invalid_reference', message: `${shown(id)} ${fault}` });
  return null;
}
