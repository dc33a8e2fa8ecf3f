import type { RealCurrency } from '../../../../currency/index.js';
import { decimalAt, formatDecimal, isNegative, type Decimal } from '../../../../decimal/index.js';
import {
  openFields,
  placeOf,
  refuseUnknown,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
} from '../../../../errors/index.js';
import { oneOffPriceId, type LineRequest } from '../../../../invoices/index.js';
import type { Period, TimeZone } from '../../../../time/index.js';
import type { PriceInput, UnitConfig } from '../../../../wire/index.js';
import { readInclusiveDays } from '../../../decode/inclusive-days.js';
import { readPrice, type ListedPrice } from '../../../prices/decode/price-list.js';

/** A line of a one-off invoice, and the price that it makes for itself. */
export type OneOffLine = { readonly price: ListedPrice; readonly line: LineRequest };

/** What the lines of one invoice share. */
export type OneOffLines = {
  readonly invoice_id: string;
  readonly currency: RealCurrency;
  readonly zone: TimeZone;
};

// More lines than anybody writes by hand; a longer list is refused before it is read.
const most = 10_000;

/** Reads `line_items`: at least one; each a quantity at a unit price, over whole local days (§11.5). */
export function readOneOffLines(request: Fields, shared: OneOffLines): readonly OneOffLine[] {
  const list = valueAt(request, 'line_items');
  if (!Array.isArray(list) || list.length === 0) {
    report(request, 'line_items', wanting(Array.isArray(list) ? undefined : list, 'a list of one line or more'));
    return [];
  }
  if (list.length > most) {
    const message = `has ${list.length} entries; give at most ${most}`;
    report(request, 'line_items', { code: 'limit_exceeded', message });
    return [];
  }
  const place = placeOf('line_items', request.place);
  return Array.from(list as readonly unknown[]).flatMap((entry, position) => {
    const fields = openFields(entry, placeOf(position, place), request);
    const line = fields && readLine(fields, shared, position + 1);
    return line === null ? [] : [line];
  });
}

const known = /*#__PURE__*/ 'name item_id quantity start_date end_date model_type unit_config'.split(' ');

function readLine(fields: Fields, shared: OneOffLines, number: number): OneOffLine | null {
  refuseUnknown(fields, known);
  if (valueAt(fields, 'model_type') !== 'unit') {
    report(fields, 'model_type', wanting(valueAt(fields, 'model_type'), 'unit, the model of one-off lines'));
  }
  const document = {
    id: oneOffPriceId(shared.invoice_id, number),
    name: requiredText(fields, 'name'),
    item_id: requiredText(fields, 'item_id'),
    quantity: readLineQuantity(fields),
    unit_config: valueAt(fields, 'unit_config') as UnitConfig,
  };
  const period = readInclusiveDays(fields, shared.zone);
  const price = readOneOffPrice(fields, document);
  const { currency } = shared;
  return price && period && { price, line: oneOffLineOf(price, { period, currency, interval_id: String(number) }) };
}

/** The quantity of a line: given, and not negative; undefined where it is at fault. */
export function readLineQuantity(fields: Fields): Decimal | undefined {
  const quantity = decimalAt(fields, 'quantity');
  if (quantity === undefined || !isNegative(quantity)) return quantity;
  report(fields, 'quantity', { code: 'negative_quantity', message: 'is negative; a quantity is 0 or more' });
  return undefined;
}

type OneOffPrice = {
  readonly id: string;
  readonly name: string;
  readonly item_id: string;
  readonly quantity: Decimal | undefined;
  readonly unit_config: UnitConfig;
};

/** A fixed price that bills once; `fields` is where its configuration stands in the input. */
function readOneOffPrice(fields: Fields, { quantity, ...given }: OneOffPrice): ListedPrice | null {
  // A quantity that could not be read is a fault already.
  if (quantity === undefined) return null;
  const document: PriceInput = {
    ...given,
    model_type: 'unit',
    price_type: 'fixed_price',
    cadence: 'one_time',
    fixed_price_quantity: formatDecimal(quantity),
  };
  return readPrice({ ...fields, value: document }, given.id);
}

type LineTerms = { readonly period: Period; readonly currency: RealCurrency; readonly interval_id: string };

/** The line of a price: its days are a whole period of their own, so that nothing is prorated (§11.5). */
export function oneOffLineOf(price: ListedPrice, { period, currency, interval_id }: LineTerms): LineRequest {
  return {
    price_interval_id: interval_id,
    price_id: price.id,
    name: price.name,
    place: price.place,
    currency,
    conversion: null,
    subject: price.subject,
    period,
    shown_period: period,
    // Nothing on a one-off invoice is bound to dates.
    adjusted_at: period.start,
    full_period: period,
    prepared: price.prepared,
    usage: null,
  };
}
