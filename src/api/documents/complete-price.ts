import {
  isGiven,
  openChild,
  optionalText,
  refuse,
  refuseUnknown,
  report,
  requiredText,
  type Fields,
} from '../../errors/index.js';
import { invariant, valueAt } from '../../errors/index.js';
import { formatInstant } from '../../time/index.js';
import type { AllocationPriceInput, Item, Price, Writable } from '../../wire/index.js';
import type { AnyPrice, CustomModelsInput } from '../prices/custom-model.js';
import { readCustomModels } from '../prices/decode/custom-models.js';
import { requiredInstantAt } from '../decode/document-fields.js';
import { openInput } from '../decode/input.js';
import { readAllocationPrice } from '../subscriptions/decode/allocation-price.js';
import { readNewPrice } from '../subscriptions/decode/new-price.js';
import { itemNamed } from '../encode/item-named.js';
import { copyOf } from '../subscriptions/encode/intervals.js';

/** What `completePrice` takes: one of `price` and `allocation_price`. */
export type CompletePriceInput = {
  readonly id: string;
  /** Orb's body that creates a price. */
  readonly price?: AnyPrice | undefined;
  /** A grant of credits each cadence. */
  readonly allocation_price?: AllocationPriceInput | undefined;
  /** Now, an instant: when the price was created. */
  readonly at: string;
  /** Of a price that names none. */
  readonly currency?: string | undefined;
  /** The items among which the price's item is looked up for its name. */
  readonly items?: readonly Pick<Item, 'id' | 'name'>[] | undefined;
  /** The models of your own that the price may be of. */
  readonly custom_models?: CustomModelsInput | undefined;
};

/**
 * Writes the complete document of a price from the request that creates one, with Orb's defaults (F5).
 *
 * @throws `price_reference` unless exactly one price is given, and what is wrong with it
 * @example
 * ```ts
 * import { completePrice } from 'reckoner';
 *
 * const price = completePrice({
 *   id: 'seats',
 *   price: { name: 'Seats', item_id: 'seat', cadence: 'annual', model_type: 'unit', unit_config: { unit_amount: 120 }, fixed_price_quantity: 5 },
 *   items: [{ id: 'seat', name: 'Seat' }],
 *   currency: 'USD',
 *   at: '2026-01-01T00:00:00Z',
 * });
 * [price.price_type, price.billing_mode, price.item.name]; // → ['fixed_price', 'in_advance', 'Seat']
 * ```
 */
export function completePrice(given: CompletePriceInput): Writable<Price> {
  const input = openInput(given);
  refuseUnknown(input, ['id', 'price', 'allocation_price', 'at', 'currency', 'items', 'custom_models']);
  const id = requiredText(input, 'id');
  const at = requiredInstantAt(input, 'at');
  const currency = optionalText(input, 'currency') ?? 'USD';
  const custom_models = readCustomModels(input);
  const fields = chosen(input);
  refuse(input.issues);
  invariant(at !== null && fields !== null, 'an input without errors is read');
  const context = { currency, created_at: formatInstant(at), default_id: id, custom_models };
  const read =
    fields.key === 'price'
      ? readNewPrice(withId(fields.entry, id), context)
      : readAllocationPrice(fields.entry, context);
  refuse(input.issues);
  invariant(read !== null, 'a price without errors is read');
  return itemNamed(copyOf(read.document), valueAt(input, 'items'));
}

function withId(entry: Fields, id: string): Fields {
  return { ...entry, value: { ...entry.value, id } };
}

function chosen(input: Fields): { readonly key: 'price' | 'allocation_price'; readonly entry: Fields } | null {
  const given = (['price', 'allocation_price'] as const).filter((key) => isGiven(valueAt(input, key)));
  const [key] = given;
  if (given.length === 1 && key !== undefined) {
    const entry = openChild(input, key);
    return entry && { key, entry };
  }
  report(input, 'price', {
    code: 'price_reference',
    message: 'has to be given, or allocation_price in its place, and not both',
  });
  return null;
}
