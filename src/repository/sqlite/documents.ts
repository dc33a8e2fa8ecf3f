import { ConflictError } from '../conflict.js';
import type { DocumentKind, DocumentWrite, StoredDocument } from '../documents.js';
import { restoredText, storedText } from '../stored-text.js';
import type { SqliteRow } from './connection.js';
import { parsed, type Scope } from './scope.js';

/** What is selected of a document; `d` is its table. */
export const documentColumns = 'd.position, d.id, d.version, d.document';

export function readDocument(scope: Scope, kind: DocumentKind, id: string): StoredDocument | null {
  const row = findRow(scope, kind, id);
  return row ? documentOf(kind, row) : null;
}

export function findDocument(
  { connection, account_id }: Scope,
  kind: DocumentKind,
  key: string,
): StoredDocument | null {
  const [row] = connection.all(
    `SELECT ${documentColumns} FROM reckoner_document_unique_keys AS k JOIN reckoner_documents AS d USING (position)
     WHERE k.account_id = ? AND k.kind = ? AND k.key = ?`,
    [account_id, kind, storedText(key)],
  );
  return row ? documentOf(kind, row) : null;
}

/** Stores a document. Everything that may be refused is looked up first, so that a refusal leaves the transaction whole. */
export function writeDocument(scope: Scope, write: DocumentWrite): number {
  const before = findRow(scope, write.kind, write.id);
  refuseStale(write, before);
  refuseTaken(scope, write, before);
  const [row] = before ? update(scope, write, before) : insert(scope, write);
  const position = Number(row?.['position']);
  carry(scope, { ...write, table: 'reckoner_document_keys', names: write.keys, position });
  carry(scope, { ...write, table: 'reckoner_document_unique_keys', names: write.unique_keys, position });
  return Number(row?.['version']);
}

export function removeDocument(
  scope: Scope,
  { kind, id, version }: Pick<StoredDocument, 'kind' | 'id' | 'version'>,
): void {
  const row = findRow(scope, kind, id);
  if (Number(row?.['version']) !== version) {
    throw new ConflictError('stale_version', `${kind} ${id} is not stored in version ${version}`);
  }
  const position = Number(row?.['position']);
  for (const table of ['reckoner_document_keys', 'reckoner_document_unique_keys', 'reckoner_documents']) {
    scope.connection.all(`DELETE FROM ${table} WHERE position = ?`, [position]);
  }
}

function findRow({ connection, account_id }: Scope, kind: DocumentKind, id: string): SqliteRow | undefined {
  return connection.all(
    `SELECT ${documentColumns} FROM reckoner_documents AS d WHERE account_id = ? AND kind = ? AND id = ?`,
    [account_id, kind, storedText(id)],
  )[0];
}

export function documentOf(kind: DocumentKind, row: SqliteRow): StoredDocument {
  const id = restoredText(String(row['id']));
  return { kind, id, version: Number(row['version']), document: parsed(row, 'document') };
}

function refuseStale({ kind, id, version }: DocumentWrite, before: SqliteRow | undefined): void {
  const stored = before ? Number(before['version']) : null;
  if (version === null && stored !== null) throw new ConflictError('duplicate_id', `${kind} ${id} is stored already`);
  if (version !== null && stored !== version) {
    const found = stored === null ? 'nothing' : `version ${stored}`;
    throw new ConflictError('stale_version', `${kind} ${id} was read in version ${version}, but ${found} is stored`);
  }
}

function refuseTaken({ connection, account_id }: Scope, write: DocumentWrite, before: SqliteRow | undefined): void {
  const { kind, unique_keys = [] } = write;
  if (unique_keys.length === 0) return;
  const [row] = connection.all(
    `SELECT k.key, d.id FROM reckoner_document_unique_keys AS k JOIN reckoner_documents AS d USING (position)
     WHERE k.account_id = ? AND k.kind = ? AND k.key IN (SELECT value FROM json_each(?)) AND k.position <> ? LIMIT 1`,
    [account_id, kind, JSON.stringify(unique_keys.map(storedText)), Number(before?.['position'] ?? -1)],
  );
  if (!row) return;
  const [key, owner] = [restoredText(String(row['key'])), restoredText(String(row['id']))];
  throw new ConflictError('duplicate_key', `${kind} ${owner} carries the key ${key} already`);
}

function insert({ connection, account_id }: Scope, { kind, id, document }: DocumentWrite): readonly SqliteRow[] {
  return connection.all(
    `INSERT INTO reckoner_documents (account_id, kind, id, version, document) VALUES (?, ?, ?, 1, ?)
     RETURNING position, version`,
    [account_id, kind, storedText(id), JSON.stringify(document)],
  );
}

function update({ connection }: Scope, { document }: DocumentWrite, before: SqliteRow): readonly SqliteRow[] {
  return connection.all(
    `UPDATE reckoner_documents SET version = version + 1, document = ? WHERE position = ? RETURNING position, version`,
    [JSON.stringify(document), Number(before['position'])],
  );
}

type Carried = {
  readonly table: string;
  readonly kind: DocumentKind;
  readonly names: readonly string[] | undefined;
  readonly position: number;
};

/** Gives a document these keys in place of those that it carried; only what differs is written. */
function carry({ connection, account_id }: Scope, { table, kind, names = [], position }: Carried): void {
  const list = JSON.stringify([...new Set(names)].map(storedText));
  connection.all(`DELETE FROM ${table} WHERE position = ? AND key NOT IN (SELECT value FROM json_each(?))`, [
    position,
    list,
  ]);
  connection.all(
    `INSERT INTO ${table} (account_id, kind, key, position) SELECT ?, ?, value, ? FROM json_each(?) WHERE true
     ON CONFLICT DO NOTHING`,
    [account_id, kind, position, list],
  );
}
