import {
  decimalAt,
  divide,
  equals,
  formatDecimal,
  isZero,
  multiply,
  zero,
  type Decimal,
} from '../../../../decimal/index.js';
import { isGiven, optionalText, report, requiredText, shown, valueAt, type Fields } from '../../../../errors/index.js';
import { addedPriceId, identity, nextAddedNumber, type LineRequest } from '../../../../invoices/index.js';
import type { PriceInput } from '../../../../wire/index.js';
import { objectsAt } from '../../../decode/document-fields.js';
import { readInclusiveDays } from '../../../decode/inclusive-days.js';
import { readPrice, type ListedPrice } from '../../../prices/decode/price-list.js';
import { reportUnrounded } from '../../../decode/whole-units.js';
import type { DraftEdit } from './draft-edit.js';
import { oneOffLineOf, readLineQuantity } from './one-off-lines.js';

/** What a line is for: an item that is known, or a new one that takes the line's name. */
export type AddedItem = { readonly id: string; readonly name: string; readonly is_new: boolean };

/** A line to add: its price, and what is rated; `quantity` is what the line shows. */
export type AddedLine = {
  readonly item: AddedItem;
  readonly quantity: Decimal;
  readonly price: ListedPrice;
  readonly line: LineRequest;
};

/** The keys of Orb's body. */
export const addedLineKeys: readonly string[] =
  /*#__PURE__*/ 'invoice_id start_date end_date quantity amount name item_id'.split(' ');

/** Reads Orb's body: the amount as given, for a quantity of an item over whole local days (§11.5). */
export function readAddedLine(request: Fields, edit: DraftEdit): AddedLine | null {
  reportOtherInvoice(request, edit);
  const period = readInclusiveDays(request, edit.customer.zone);
  const quantity = readLineQuantity(request);
  const amount = readAmount(request, edit);
  const item = readItem(request, edit);
  if (period === null || quantity === undefined || item === null) return null;
  const number = nextAddedNumber(edit.invoice.lines);
  const document = priceDocument(
    { id: addedPriceId(edit.record.id, number), name: optionalText(request, 'name') ?? item.name, item },
    { quantity, amount },
  );
  const price = readPrice({ ...request, value: document }, document.id);
  const { currency } = edit.record;
  const line = price && oneOffLineOf(price, { period, currency, interval_id: `added-${number}` });
  return price && line && { item, quantity, price, line };
}

function reportOtherInvoice(request: Fields, { record }: DraftEdit): void {
  const named = requiredText(request, 'invoice_id');
  if (named === '' || named === record.id) return;
  const message = `is ${shown(named)}, but the invoice given is ${shown(record.id)}; give the invoice it names`;
  report(request, 'invoice_id', { code: 'invalid_reference', message });
}

/** The amount is money: whole minor units of the invoice's currency; below zero it takes off. */
function readAmount(request: Fields, { record }: DraftEdit): Decimal {
  const value = decimalAt(request, 'amount') ?? zero;
  reportUnrounded(request, 'amount', { value, currency: record.currency });
  return value;
}

/** By id, else by name, else a new item of that name (Orb:API). */
function readItem(request: Fields, { input }: DraftEdit): AddedItem | null {
  const items = objectsAt(input, 'items').map((item) => ({
    id: requiredText(item, 'id'),
    name: requiredText(item, 'name'),
    is_new: false,
  }));
  const [id, name] = [optionalText(request, 'item_id'), optionalText(request, 'name')];
  if (id !== null) return items.find((item) => item.id === id) ?? readUnlisted(request, id, name);
  if (name !== null) {
    return items.find((item) => item.name === name) ?? { id: identity('item', name), name, is_new: true };
  }
  const message = 'is missing, and so is item_id; give one of them';
  if (!isGiven(valueAt(request, 'name'))) report(request, 'name', { code: 'missing_field', message });
  return null;
}

/** An item that is not among those given serves if the line has a name of its own. */
function readUnlisted(request: Fields, id: string, name: string | null): AddedItem | null {
  if (name !== null) return { id, name, is_new: false };
  const message = `is ${shown(id)}, which is not among items, and the line has no name; give the item, or a name`;
  report(request, 'item_id', { code: 'invalid_reference', message });
  return null;
}

type Named = { readonly id: string; readonly name: string; readonly item: AddedItem };
type Sold = { readonly quantity: Decimal; readonly amount: Decimal };

// As many places as unrounded amounts are printed with; a rate that needs more is not shown as one.
const ratePlaces = 20;

/**
 * A price that comes to exactly the amount: the quantity at what a unit then costs, or, where no decimal says that, the
 * whole as one unit.
 */
function priceDocument({ item, ...named }: Named, { quantity, amount }: Sold): PriceInput & { readonly id: string } {
  const rate = isZero(quantity) ? zero : divide(amount, quantity, ratePlaces, 'down');
  const is_exact = equals(multiply(rate, quantity), amount);
  return {
    ...named,
    item: { id: item.id, name: item.name },
    model_type: 'unit',
    price_type: 'fixed_price',
    cadence: 'one_time',
    unit_config: { unit_amount: formatDecimal(is_exact ? rate : amount) },
    fixed_price_quantity: is_exact ? formatDecimal(quantity) : 1,
  };
}
