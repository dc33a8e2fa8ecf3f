import { toNumber } from '../../../decimal/index.js';
import { invariant, isGiven, type Place } from '../../../errors/index.js';
import type { Price, PriceFields, Writable } from '../../../wire/index.js';
import type { ListedPrice } from '../decode/price-list.js';
import { copyJson, put } from '../../encode/copy.js';
import { encodePrice, isOfModel, type PriceDefaults, type WritePrice } from './price.js';

/** A price's document but for what changes from invoice to invoice, for one type and currency. */
type Template = {
  readonly price_type: string;
  readonly currency: string;
  readonly fields: Writable<Price>;
  /** Its configuration and whatever else was given beside the keys that all prices have. */
  readonly others: readonly (readonly [key: string, value: unknown])[];
};

type Templated = { readonly price: ListedPrice; template: Template | null };

/** Writes the documents of prices that many invoices bill: each is written once, and copied for every line. */
export function templatedPrices(
  prices: Iterable<readonly [price_interval_id: string, price: ListedPrice]>,
): WritePrice {
  const known = new Map<string, Templated>();
  for (const [price_interval_id, price] of prices) known.set(price_interval_id, { price, template: null });
  return (price_interval_id, defaults) => {
    const own = known.get(price_interval_id);
    invariant(own !== undefined, 'a line bills one of the prices that were prepared');
    const last = own.template;
    const fits = last !== null && last.price_type === defaults.price_type && last.currency === defaults.currency;
    const template = fits ? last : templateOf(own.price, defaults);
    own.template = template;
    return copyOf(template, own.price, defaults);
  };
}

function templateOf(price: ListedPrice, defaults: PriceDefaults): Template {
  const fields = encodePrice(price, defaults);
  const common = new Set(Object.keys(fieldsOf(fields, price, defaults)));
  const others = Object.entries(fields).filter(([key]) => !common.has(key));
  return { price_type: defaults.price_type, currency: defaults.currency, fields, others };
}

function copyOf({ fields, others }: Template, price: ListedPrice, defaults: PriceDefaults): Writable<Price> {
  const written: Writable<PriceFields> & Record<string, unknown> = fieldsOf(fields, price, defaults);
  for (const [key, value] of others) put(written, key, copyJson(value, price.place));
  invariant(isOfModel(written), 'a price that was prepared names its model');
  return written;
}

/** Key by key, in one literal: to copy an object whose form is not known beforehand costs several times as much. */
function fieldsOf(fields: Writable<Price>, { document, place }: ListedPrice, defaults: PriceDefaults) {
  const isFixed = defaults.price_type === 'fixed_price' && !isGiven(document.fixed_price_quantity);
  return {
    id: fields.id,
    name: fields.name,
    external_price_id: fields.external_price_id,
    replaces_price_id: fields.replaces_price_id,
    price_type: fields.price_type,
    created_at: isGiven(document.created_at) ? fields.created_at : defaults.created_at,
    cadence: fields.cadence,
    billing_mode: fields.billing_mode,
    billing_cycle_configuration: copied(fields.billing_cycle_configuration, place),
    invoicing_cycle_configuration: copied(fields.invoicing_cycle_configuration, place),
    billable_metric: copied(fields.billable_metric, place),
    dimensional_price_configuration: copied(fields.dimensional_price_configuration ?? null, place),
    fixed_price_quantity: isFixed ? toNumber(defaults.quantity) : fields.fixed_price_quantity,
    plan_phase_order: fields.plan_phase_order,
    currency: fields.currency,
    conversion_rate: fields.conversion_rate,
    conversion_rate_config: copied(fields.conversion_rate_config, place),
    item: copied(fields.item, place),
    credit_allocation: copied(fields.credit_allocation, place),
    composite_price_filters: copied(fields.composite_price_filters, place),
    invoice_grouping_key: fields.invoice_grouping_key,
    license_type: copied(fields.license_type ?? null, place),
    discount: copied(fields.discount, place),
    minimum: copied(fields.minimum, place),
    minimum_amount: fields.minimum_amount,
    maximum: copied(fields.maximum, place),
    maximum_amount: fields.maximum_amount,
    metadata: copied(fields.metadata, place),
  };
}

/** Most of these keys are null. */
function copied<T>(value: T, place: Place): T {
  return value === null ? value : (copyJson(value, place) as T);
}
