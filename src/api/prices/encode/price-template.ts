import { toNumber } from '../../../decimal/index.js';
import { invariant, isGiven } from '../../../errors/index.js';
import type { Price, PriceFields, Writable } from '../../../wire/index.js';
import type { ListedPrice } from '../decode/price-list.js';
import { copyAgain, put } from '../../encode/copy.js';
import { encodePrice, isOfModel, type PriceDefaults, type WritePrice } from './price.js';
import { copyCycle, copyItem, copyMetadata, copyMetric, hasUsualParts } from './price-parts.js';

/** A price's document but for what changes from invoice to invoice, for one type and currency. */
type Template = {
  readonly price_type: string;
  readonly currency: string;
  readonly fields: Writable<Price>;
  /** Whether the objects inside it can be copied by name. */
  readonly usual: boolean;
  /** Its configuration and whatever else was given beside the keys that all prices have. */
  readonly others: readonly { readonly key: string; readonly value: unknown }[];
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
  const usual = hasUsualParts(fields);
  const common = new Set(Object.keys(fieldsOf({ fields, usual }, price, defaults)));
  const others = Object.entries(fields).flatMap(([key, value]) => (common.has(key) ? [] : [{ key, value }]));
  return { price_type: defaults.price_type, currency: defaults.currency, fields, usual, others };
}

function copyOf(template: Template, price: ListedPrice, defaults: PriceDefaults): Writable<Price> {
  const written: Writable<PriceFields> & Record<string, unknown> = fieldsOf(template, price, defaults);
  for (const { key, value } of template.others) put(written, key, copyAgain(value));
  invariant(isOfModel(written), 'a price that was prepared names its model');
  return written;
}

/** Key by key, in one literal: to copy an object whose form is not known beforehand costs several times as much. */
function fieldsOf(template: Pick<Template, 'fields' | 'usual'>, { document }: ListedPrice, defaults: PriceDefaults) {
  const { fields } = template;
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
    billing_cycle_configuration: copyCycle(fields.billing_cycle_configuration, template),
    invoicing_cycle_configuration: copyAgain(fields.invoicing_cycle_configuration),
    billable_metric: copyMetric(fields.billable_metric, template),
    dimensional_price_configuration: copyAgain(fields.dimensional_price_configuration ?? null),
    fixed_price_quantity: isFixed ? toNumber(defaults.quantity) : fields.fixed_price_quantity,
    plan_phase_order: fields.plan_phase_order,
    currency: fields.currency,
    conversion_rate: fields.conversion_rate,
    conversion_rate_config: copyAgain(fields.conversion_rate_config),
    item: copyItem(fields.item, template),
    credit_allocation: copyAgain(fields.credit_allocation),
    composite_price_filters: copyAgain(fields.composite_price_filters),
    invoice_grouping_key: fields.invoice_grouping_key,
    license_type: copyAgain(fields.license_type ?? null),
    discount: copyAgain(fields.discount),
    minimum: copyAgain(fields.minimum),
    minimum_amount: fields.minimum_amount,
    maximum: copyAgain(fields.maximum),
    maximum_amount: fields.maximum_amount,
    metadata: copyMetadata(fields.metadata, template),
    model_type: fields.model_type,
  };
}
