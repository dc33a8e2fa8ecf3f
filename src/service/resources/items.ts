import { optionalText, refuse, requiredText } from '../../errors/index.js';
import type { Item, ItemExternalConnection, MetadataInput, Optional, Page } from '../../wire/index.js';
import { openBody } from '../body.js';
import type { Call } from '../call.js';
import { needKept, writeKept } from '../kept/documents.js';
import { listKept, mapPage, type PageParams } from '../kept/pages.js';
import { mergedMetadata } from '../metadata.js';
import { readConnections } from './item-connections.js';

type ItemParams = { readonly item_id: string };
type NewItem = { readonly name: string } & Optional<{ metadata: MetadataInput }>;
type ItemUpdate = Optional<{
  name: string;
  metadata: MetadataInput;
  external_connections: readonly ItemExternalConnection[];
}>;

export async function createItem(call: Call, { body }: { readonly body: NewItem }): Promise<Item> {
  const fields = openBody(body);
  const document: Item = {
    id: call.newId('item'),
    name: requiredText(fields, 'name'),
    created_at: call.at,
    archived_at: null,
    external_connections: [],
    metadata: mergedMetadata(fields, {}),
  };
  refuse(fields.issues);
  return (await writeKept(call, 'item', { document, aside: undefined })).document;
}

export async function fetchItem(call: Call, { item_id }: ItemParams): Promise<Item> {
  return (await needKept(call, 'item', item_id)).document;
}

export async function listItems(call: Call, params: PageParams): Promise<Page<Item>> {
  return mapPage(await listKept(call, { kind: 'item' }, params), ({ document }) => document);
}

export async function updateItem(
  call: Call,
  { item_id, body }: ItemParams & { readonly body: ItemUpdate },
): Promise<Item> {
  const kept = await needKept(call, 'item', item_id);
  const fields = openBody(body);
  const document: Item = {
    ...kept.document,
    name: optionalText(fields, 'name') ?? kept.document.name,
    metadata: mergedMetadata(fields, kept.document.metadata),
    external_connections: readConnections(fields) ?? kept.document.external_connections,
  };
  refuse(fields.issues);
  return (await writeKept(call, 'item', { ...kept, document })).document;
}

/** An archived item stays on what uses it; archiving it again changes nothing. */
export async function archiveItem(call: Call, { item_id }: ItemParams): Promise<Item> {
  const kept = await needKept(call, 'item', item_id);
  const document: Item = { ...kept.document, archived_at: kept.document.archived_at ?? call.at };
  return (await writeKept(call, 'item', { ...kept, document })).document;
}
