import { numberFigureAt } from '../../../decimal/index.js';
import {
  isGiven,
  openChild,
  optionalText,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
} from '../../../errors/index.js';
import type { CycleLength } from '../../../cycles/index.js';
import type { SubscribedPrice } from '../../../subscriptions/index.js';
import type { Price } from '../../../wire/index.js';
import { readCycleLength, readLength } from '../../cycles/decode/cycle.js';
import { documentAt } from '../../decode/document.js';
import { choiceAt } from '../../decode/document-fields.js';
import { priceShape } from '../../decode/shapes/price.js';

/** Reads what a timeline needs of a complete price document; null where it cannot be read. */
export function readPriceDocument(price: Fields): SubscribedPrice | null {
  const faults = price.issues.length;
  const id = requiredText(price, 'id');
  const item = isGiven(valueAt(price, 'item')) ? openChild(price, 'item') : null;
  const length = readCycleLength(price);
  const read: ReadPrice = {
    id,
    external_id: optionalText(price, 'external_price_id'),
    replaces_id: optionalText(price, 'replaces_price_id'),
    item_id: (item && optionalText(item, 'id')) ?? id,
    price_type: choiceAt(price, 'price_type', ['usage_price', 'fixed_price', 'composite_price']),
    billing_mode: choiceAt(price, 'billing_mode', ['in_arrear', 'in_advance']),
    length,
    invoicing: readInvoicing(price, length),
    quantity: isGiven(valueAt(price, 'fixed_price_quantity'))
      ? (numberFigureAt(price, 'fixed_price_quantity') ?? null)
      : null,
    phase: phaseAt(price),
    grants_credits: grantsCredits(price),
    sells_credits: isGiven(valueAt(price, 'credit_allocation')),
    // Last, so that it tells only of keys that none of these told of.
    document: documentAt(price, priceShape, faults),
  };
  return isWhole(read) && price.issues.length === faults ? read : null;
}

/** A price whose document may have had faults. */
type ReadPrice = Omit<SubscribedPrice, 'document'> & { readonly document: Price | null };

function isWhole(read: ReadPrice): read is SubscribedPrice {
  return read.document !== null;
}

function grantsCredits(price: Fields): boolean {
  return isGiven(valueAt(price, 'credit_allocation')) || isGiven(valueAt(price, 'license_allocations'));
}

/** A fetched price repeats its billing cycle as the invoicing cycle; that says nothing of its own. */
function readInvoicing(price: Fields, billing: CycleLength | null): CycleLength | null {
  if (billing === null || !isGiven(valueAt(price, 'invoicing_cycle_configuration'))) return null;
  const length = readLength(price, 'invoicing_cycle_configuration');
  return length?.unit === billing.unit && length.count === billing.count ? null : length;
}

/** The order of the phase that a price or an adjustment belongs to; null: every phase. */
export function phaseAt(fields: Fields): number | null {
  const order = valueAt(fields, 'plan_phase_order');
  if (typeof order === 'number' && Number.isInteger(order)) return order;
  if (isGiven(order)) report(fields, 'plan_phase_order', wanting(order, 'the order of a phase, a whole number'));
  return null;
}

/** The same price with other keys in its document, read once more. */
export function withKeys(price: SubscribedPrice, keys: Partial<Price>): SubscribedPrice {
  const document = { ...price.document, ...keys } as Price;
  return { ...price, phase: document.plan_phase_order, replaces_id: document.replaces_price_id, document };
}
