import { divideGrid } from '../../../cycles/index.js';
import { one } from '../../../decimal/index.js';
import {
  isBillingError,
  isGiven,
  openChild,
  openFields,
  optionalText,
  pathAtKey,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import { preparePriceModel, readConversion, type CustomModels, type PreparedPrice } from '../../../prices/index.js';
import type { SubscribedPrice } from '../../../subscriptions/index.js';
import { timeZone } from '../../../time/index.js';
import type { Metadata, PriceInput, PriceType } from '../../../wire/index.js';
import { encodeLicenseAllocations, readLicenseAllocations } from '../../credits/decode/license-allocations.js';
import { readMergedLabels } from '../../decode/merged-labels.js';
import { put } from '../../encode/copy.js';
import { encodePrice, type DocumentedPrice } from '../../prices/encode/price.js';
import { readPriceDocument } from './price-document.js';
import { flagOrNull } from './terms.js';

/** What a price that is written out takes from where it stands. */
export type PriceContext = {
  readonly currency: string;
  readonly created_at: string;
  /** For a create body, which has no id of its own. */
  readonly default_id: string;
  /** Models of the caller's own that the price may be of. */
  readonly custom_models: CustomModels;
};

// Keys of requests that a price document has no place for, or another form.
const requestOnly: ReadonlySet<string> = new Set([
  'reference_id',
  'license_type_id',
  'license_allocations',
  'discounts',
]);

/** Reads a price as it is accepted, a create body or a document, and completes it to a document; null after a fault. */
export function readNewPrice(price: Fields, context: PriceContext): SubscribedPrice | null {
  const faults = price.issues.length;
  const prepared = preparePriceModel(price, context.custom_models);
  if (prepared === null || price.issues.length > faults) return null;
  const document = encodePrice(documentedPrice(price, prepared, context), {
    price_type: typeOf(prepared),
    currency: optionalText(price, 'currency') ?? context.currency,
    created_at: context.created_at,
    quantity: prepared.fixed_price_quantity ?? one,
  });
  const fields = openFields(document, price.place, { issues: price.issues, watch: null });
  const read = fields && readPriceDocument(fields);
  if (read !== null) reportIndivisible(price, read);
  return price.issues.length > faults ? null : read;
}

function documentedPrice(price: Fields, prepared: PreparedPrice, context: PriceContext): DocumentedPrice {
  readConversion(price);
  flagOrNull(price, 'billed_in_advance');
  const id = optionalText(price, 'id') ?? optionalText(price, 'external_price_id') ?? context.default_id;
  const metadata = labelsOf(price);
  const grants = readLicenseAllocations(price);
  const document: Record<string, unknown> = {};
  for (const key of Object.keys(price.value)) if (!requestOnly.has(key)) put(document, key, price.value[key]);
  document['metadata'] = metadata;
  document['license_allocations'] = grants.length === 0 ? null : encodeLicenseAllocations(grants);
  return {
    id,
    name: optionalText(price, 'name') ?? id,
    place: price.place,
    metric_id: metricOf(price),
    prepared,
    document: document as PriceInput,
  };
}

/** A document has a place for a licence type as a whole only; a bare id is kept beside the caller's own labels. */
function labelsOf(price: Fields): Metadata {
  const license_type_id = optionalText(price, 'license_type_id');
  const labels = readMergedLabels(price, {});
  const isBare = license_type_id !== null && !isGiven(valueAt(price, 'license_type'));
  return isBare ? { ...labels, license_type_id } : labels;
}

function metricOf(price: Fields): string | null {
  if (!isGiven(valueAt(price, 'billable_metric'))) return optionalText(price, 'billable_metric_id');
  const metric = openChild(price, 'billable_metric');
  return metric && optionalText(metric, 'id');
}

/** The type where neither the document nor a metric tells it: two models are composites, the others fixed (F5). */
function typeOf({ price_type, model_type }: PreparedPrice): PriceType {
  if (price_type !== null) return price_type;
  const name: string = model_type;
  return name === 'percent' || name === 'minimum_composite' ? 'composite_price' : 'fixed_price';
}

/** An invoicing cycle has to divide the billing cycle (§4.5); where they are anchored makes no difference. */
function reportIndivisible(price: Fields, { length, invoicing }: SubscribedPrice): void {
  if (length === null || invoicing === null) return;
  const grid = { origin: { year: 2000, month: 1, day: 1 }, length, zone: timeZone('UTC') };
  try {
    divideGrid(grid, invoicing, pathAtKey(price, 'invoicing_cycle_configuration'));
  } catch (error) {
    if (!isBillingError(error)) throw error;
    price.issues.push(...error.issues);
  }
}
