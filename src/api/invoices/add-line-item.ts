import { toNumber } from '../../decimal/index.js';
import { invariant, refuse } from '../../errors/index.js';
import { identity, stamp } from '../../invoices/index.js';
import { formatInstant } from '../../time/index.js';
import type {
  CustomerInput,
  DateOrDateTimeText,
  Effect,
  InvoiceInput,
  InvoiceLineItem,
  Item,
  NewInvoiceLineItem,
  PoliciesInput,
  Writable,
} from '../../wire/index.js';
import { openRequest } from './decode/invoice-action.js';
import { addedLineKeys, readAddedLine, type AddedLine } from './decode/one-off/added-line.js';
import { openDraftEdit, type DraftEdit } from './decode/one-off/draft-edit.js';
import { encodeEditedDraft, type WrittenLine } from './encode/edited-draft.js';
import type { InvoiceTransition } from './encode/invoice-transition.js';
import { redraftLines } from './encode/redrafted-lines.js';
import type { TaxFunction } from './ports.js';

/** What `addLineItem` takes. */
export type AddLineItemInput = {
  readonly invoice: InvoiceInput;
  readonly customer: CustomerInput;
  /** Now: an instant, or a date meaning its local midnight. */
  readonly at: DateOrDateTimeText;
  /** Orb's body; `amount` is the whole amount of the line, before tax, in the invoice's currency. */
  readonly request: NewInvoiceLineItem;
  /** The account's items, in which the line's item is looked up. */
  readonly items?: readonly Pick<Item, 'id' | 'name'>[] | undefined;
  /** Taxes every line of the draft anew; absent: lines keep their taxes, and the new one has none. */
  readonly tax?: TaxFunction | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/** A draft with one line more, and that line. */
export type AddedLineItem = InvoiceTransition & { readonly line_item: Writable<InvoiceLineItem> };

/**
 * Adds a one-off line to a draft: `amount` as given, whatever discounts the invoice has (§11.1, §11.5).
 *
 * The line is for the item that `item_id` names, else for the one of that `name` among `items`, else for a new one, which
 * the effect `item_created` asks to store. Totals, taxes and the amount due follow. Editing is lost when a subscription's
 * draft is drafted again.
 *
 * @throws `invalid_transition` for anything but a draft; `invalid_reference` for another invoice, or an unknown item
 * without a name; `unrounded_amount`, `negative_quantity`, `invalid_interval`, `customer_reference`, `missing_field`,
 * `invalid_type`, `invalid_decimal`, `invalid_date`, `unknown_policy`
 * @example
 * ```ts
 * import { addLineItem, draftInvoice } from 'reckoner';
 *
 * const customer = { id: 'acme', currency: 'USD' };
 * const { invoice: draft } = draftInvoice({
 *   customer,
 *   prices: [{ id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '12.00' }, fixed_price_quantity: 5 }],
 *   period: { start_date: '2026-01-01', end_date: '2026-02-01' },
 * });
 * const request = { invoice_id: draft.id, name: 'Training', quantity: 2, amount: '300.00', start_date: '2026-01-20', end_date: '2026-01-21' };
 * const { invoice, line_item } = addLineItem({ invoice: draft, customer, at: '2026-01-25', request });
 * [line_item.name, line_item.amount, invoice.total]; // → ['Training', '300.00', '360.00']
 * ```
 */
export function addLineItem(input: AddLineItemInput): AddedLineItem {
  const edit = openDraftEdit(input, 'request', 'items');
  const request = openRequest(edit, ...addedLineKeys);
  const added = readAddedLine(request, edit);
  refuse(edit.input.issues);
  invariant(added !== null, 'a request without errors is read');
  const transition = encodeEditedDraft(edit, [...edit.lines, writeLine(edit, added)]);
  const line_item = transition.invoice.line_items.at(-1);
  invariant(line_item !== undefined, 'the line that was added is the last one');
  return { ...transition, line_item, effects: [...createItem(added, edit), ...transition.effects] };
}

/** The line by the steps of every invoice; it shows the quantity that was given. */
function writeLine(edit: DraftEdit, { quantity, price, line }: AddedLine): WrittenLine {
  const { lines, documents } = redraftLines(edit, [{ price, line }], []);
  const [drafted, document] = [lines[0], documents[0]];
  invariant(drafted !== undefined && document !== undefined, 'one line is drafted from one');
  const id = identity(identity('line', edit.record.id), line.price_interval_id, stamp(line.period.start));
  return {
    document: { ...document, id, quantity: toNumber(quantity) },
    edited: { ...drafted, id, shown_subtotal: drafted.amount, before: null },
  };
}

function createItem({ item: { id, name, is_new } }: AddedLine, { at }: DraftEdit): readonly Effect[] {
  if (!is_new) return [];
  const item = { id, name, created_at: formatInstant(at), archived_at: null, external_connections: [], metadata: {} };
  return [{ kind: 'item_created', item }];
}
