import { isGiven, isObject, refuse } from '../../errors/index.js';
import { completePrice, type AnyPrice } from '../../index.js';
import type { MetadataInput, Optional, Page, Price } from '../../wire/index.js';
import { openBody } from '../body.js';
import { modelsOf, type Call } from '../call.js';
import { findKept, needKept, writeKept } from '../kept/documents.js';
import { listKept, mapPage, type PageParams } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { mergedMetadata } from '../metadata.js';
import { refuseDuplicate, refuseMissing } from '../refusals.js';
import { placedInGroups } from './dimensional-prices.js';
import { withLicenseType } from './license-types-in.js';
import { checkPricingUnit, itemsOf, namedMetrics } from './price-parts.js';

/** A price by either of its ids. */
export type PriceParams = { readonly price_id: string } | { readonly external_price_id: string };

// What a price is created with (API, NewFloatingPrice), beside the configuration of its model.

/** Makes a price that stands by itself, to be added to subscriptions. */
export async function createPrice(call: Call, { body }: { readonly body: AnyPrice }): Promise<Price> {
  openBody(body);
  await refuseTaken(call, body);
  const id = call.newId('price');
  // An id takes nothing away from what the body is a price of.
  const own = { ...(await withLicenseType(call, body)), id } as AnyPrice;
  const written = completePrice({
    id,
    price: own,
    at: call.at,
    items: await itemsOf(call, [body]),
    ...modelsOf(call),
  });
  const [price = written] = await placedInGroups(call, [written]);
  await namedMetrics(call, [price]);
  checkPricingUnit(call, price.currency);
  return (await writeKept(call, 'price', { document: price, aside: { plan_id: null } })).document;
}

export async function fetchPrice(call: Call, params: PriceParams): Promise<Price> {
  return (await needPrice(call, params)).document;
}

/** The prices that stand by themselves; those of plans are listed with their plans. */
export async function listPrices(call: Call, params: PageParams): Promise<Page<Price>> {
  const page = await listKept(call, { kind: 'price', key: 'standing_alone' }, params);
  return mapPage(page, ({ document }) => document);
}

export async function updatePrice(
  call: Call,
  params: PriceParams & { readonly body: Optional<{ metadata: MetadataInput }> },
): Promise<Price> {
  const kept = await needPrice(call, params);
  const fields = openBody(params.body);
  const document = { ...kept.document, metadata: mergedMetadata(fields, kept.document.metadata) };
  refuse(fields.issues);
  return (await writeKept(call, 'price', { ...kept, document })).document;
}

/** The price that a request names. */
async function needPrice(call: Call, params: PriceParams): Promise<Kept<'price'>> {
  if ('price_id' in params) return needKept(call, 'price', params.price_id);
  const { external_price_id } = params;
  const found = await findKept(call, 'price', `external:${external_price_id}`);
  return found ?? refuseMissing('price', external_price_id);
}

async function refuseTaken(call: Call, body: unknown): Promise<void> {
  const external_id = isObject(body) ? body['external_price_id'] : undefined;
  if (!isGiven(external_id) || typeof external_id !== 'string') return;
  if ((await findKept(call, 'price', `external:${external_id}`)) === null) return;
  refuseDuplicate('body.external_price_id', 'price', external_id);
}
