import {
  isGiven,
  optionalText,
  refuse,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import type { DimensionalPriceGroup, MetadataInput, Optional, Page } from '../../wire/index.js';
import { openBody } from '../body.js';
import type { Call } from '../call.js';
import { findKept, needKept, writeKept } from '../kept/documents.js';
import { listKept, mapPage, type PageParams } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { mergedMetadata } from '../metadata.js';
import { refuseDuplicate, refuseMissing } from '../refusals.js';

type GroupParams =
  { readonly dimensional_price_group_id: string } | { readonly external_dimensional_price_group_id: string };
type NewGroup = {
  readonly name: string;
  readonly billable_metric_id: string;
  readonly dimensions: readonly string[];
} & Optional<{ external_dimensional_price_group_id: string; metadata: MetadataInput }>;
type GroupUpdate = Optional<{ external_dimensional_price_group_id: string; metadata: MetadataInput }>;

export async function createPriceGroup(
  call: Call,
  { body }: { readonly body: NewGroup },
): Promise<DimensionalPriceGroup> {
  const fields = openBody(body);
  const document: DimensionalPriceGroup = {
    id: call.newId('dimensional_price_group'),
    name: requiredText(fields, 'name'),
    external_dimensional_price_group_id: optionalText(fields, 'external_dimensional_price_group_id'),
    dimensions: dimensionsOf(fields),
    billable_metric_id: requiredText(fields, 'billable_metric_id'),
    metadata: mergedMetadata(fields, {}),
  };
  refuse(fields.issues);
  await needKept(call, 'metric', document.billable_metric_id);
  await refuseTaken(call, document.external_dimensional_price_group_id);
  return (await writeKept(call, 'dimensional_price_group', { document, aside: undefined })).document;
}

export async function fetchPriceGroup(call: Call, params: GroupParams): Promise<DimensionalPriceGroup> {
  return (await needGroup(call, params)).document;
}

export async function listPriceGroups(call: Call, params: PageParams): Promise<Page<DimensionalPriceGroup>> {
  return mapPage(await listKept(call, { kind: 'dimensional_price_group' }, params), ({ document }) => document);
}

export async function updatePriceGroup(
  call: Call,
  params: GroupParams & { readonly body: GroupUpdate },
): Promise<DimensionalPriceGroup> {
  const kept = await needGroup(call, params);
  const fields = openBody(params.body);
  const before = kept.document.external_dimensional_price_group_id;
  const external_id = optionalText(fields, 'external_dimensional_price_group_id') ?? before;
  if (external_id !== before) await refuseTaken(call, external_id);
  const document = {
    ...kept.document,
    external_dimensional_price_group_id: external_id,
    metadata: mergedMetadata(fields, kept.document.metadata),
  };
  refuse(fields.issues);
  return (await writeKept(call, 'dimensional_price_group', { ...kept, document })).document;
}

async function needGroup(call: Call, params: GroupParams): Promise<Kept<'dimensional_price_group'>> {
  if ('dimensional_price_group_id' in params) {
    return needKept(call, 'dimensional_price_group', params.dimensional_price_group_id);
  }
  const { external_dimensional_price_group_id: id } = params;
  return (
    (await findKept(call, 'dimensional_price_group', `external:${id}`)) ?? refuseMissing('dimensional price group', id)
  );
}

async function refuseTaken(call: Call, external_id: string | null): Promise<void> {
  if (external_id === null) return;
  if ((await findKept(call, 'dimensional_price_group', `external:${external_id}`)) === null) return;
  refuseDuplicate('body.external_dimensional_price_group_id', 'dimensional price group', external_id);
}

function dimensionsOf(fields: Fields): readonly string[] {
  const list = valueAt(fields, 'dimensions');
  const isList = Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === 'string' && one !== '');
  if (isList) return list as readonly string[];
  report(fields, 'dimensions', wanting(isGiven(list) ? list : null, 'a list of property names'));
  return [];
}
