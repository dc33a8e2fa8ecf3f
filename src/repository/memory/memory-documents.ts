import { ConflictError } from '../conflict.js';
import type { DocumentKind, DocumentPage, DocumentQuery, DocumentWrite, StoredDocument } from '../documents.js';
import { kept, rowsOf, uniqueKey, type AccountState, type DocumentRow } from './account-state.js';
import type { Undo } from './undo.js';

/** A document of the account, or undefined. */
export function findRow(state: AccountState, kind: DocumentKind, id: string): DocumentRow | undefined {
  return state.documents.get(kind)?.get(id);
}

/** What a reader gets of a row. */
export function storedOf({ kind, id, version, document }: DocumentRow): StoredDocument {
  return { kind, id, version, document };
}

/** Lists rows in the order of creation; the cursor is the position of the last one given. */
export function listRows(state: AccountState, query: DocumentQuery): DocumentPage {
  const newest = query.order === 'newest_first';
  const after = typeof query.after === 'string' ? Number(query.after) : null;
  const rows = rowsOf(state, query.kind, query.key)
    .filter(({ position }) => after === null || (newest ? position < after : position > after))
    .sort((a, b) => (newest ? b.position - a.position : a.position - b.position));
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return { documents: page.map(storedOf), next: rows.length > page.length && last ? String(last.position) : null };
}

/** Stores a document, or refuses it without having changed anything. */
export function writeRow(state: AccountState, write: DocumentWrite, undo: Undo): number {
  const { kind, id, keys = [], unique_keys = [] } = write;
  const before = findRow(state, kind, id);
  refuseStale(write, before);
  refuseTaken(state, { kind, id, unique_keys });
  if (before) unlink(state, before, undo);
  const position = before ? before.position : nextPosition(state, undo);
  const version = before ? before.version + 1 : 1;
  link(state, { kind, id, version, document: kept(write.document), position, ...kept({ keys, unique_keys }) }, undo);
  return version;
}

/** Removes a document that is still in the version that was read. */
export function removeRow(
  state: AccountState,
  { kind, id, version }: Pick<StoredDocument, 'kind' | 'id' | 'version'>,
  undo: Undo,
): void {
  const row = findRow(state, kind, id);
  if (row?.version !== version) {
    throw new ConflictError('stale_version', `${kind} ${id} is not stored in version ${version}`);
  }
  unlink(state, row, undo);
}

function refuseStale({ kind, id, version }: DocumentWrite, before: DocumentRow | undefined): void {
  if (version === null && before) throw new ConflictError('duplicate_id', `${kind} ${id} is stored already`);
  if (version !== null && before?.version !== version) {
    const stored = before ? `version ${before.version}` : 'nothing';
    throw new ConflictError('stale_version', `${kind} ${id} was read in version ${version}, but ${stored} is stored`);
  }
}

type Claim = Pick<DocumentRow, 'kind' | 'id' | 'unique_keys'>;

function refuseTaken(state: AccountState, { kind, id, unique_keys }: Claim): void {
  for (const key of unique_keys) {
    const owner = state.unique.get(uniqueKey(kind, key));
    if (owner !== undefined && owner !== id) {
      throw new ConflictError('duplicate_key', `${kind} ${owner} carries the key ${key} already`);
    }
  }
}

function nextPosition(state: AccountState, undo: Undo): number {
  const position = state.positions;
  state.positions += 1;
  undo.add(() => (state.positions = position));
  return position;
}

function link(state: AccountState, row: DocumentRow, undo: Undo): void {
  const byId = state.documents.get(row.kind) ?? new Map<string, DocumentRow>();
  state.documents.set(row.kind, byId);
  undo.set(byId, row.id, row);
  for (const key of row.unique_keys) undo.set(state.unique, uniqueKey(row.kind, key), row.id);
  for (const key of row.keys) {
    const place = uniqueKey(row.kind, key);
    const listed = state.listed.get(place) ?? new Map<string, DocumentRow>();
    state.listed.set(place, listed);
    undo.set(listed, row.id, row);
  }
}

function unlink(state: AccountState, row: DocumentRow, undo: Undo): void {
  const byId = state.documents.get(row.kind);
  if (byId) undo.remove(byId, row.id);
  for (const key of row.unique_keys) undo.remove(state.unique, uniqueKey(row.kind, key));
  for (const key of row.keys) {
    const listed = state.listed.get(uniqueKey(row.kind, key));
    if (listed) undo.remove(listed, row.id);
  }
}
