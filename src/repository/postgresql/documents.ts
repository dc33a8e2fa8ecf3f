import { ConflictError } from '../conflict.js';
import type { DocumentKind, DocumentWrite, StoredDocument } from '../documents.js';
import { restoredText, storedText } from '../stored-text.js';
import type { Scope } from './scope.js';
import { parsed, type Row } from './session.js';

/** What is selected of a document; `d` is its table. */
export const documentColumns = 'd.position::text AS position, d.id, d.version, d.document::text AS document';

export async function readDocument(scope: Scope, kind: DocumentKind, id: string): Promise<StoredDocument | null> {
  const [row] = await scope.session.query(
    `SELECT ${documentColumns} FROM documents AS d WHERE account_id = $1 AND kind = $2 AND id = $3`,
    [scope.account_id, kind, storedText(id)],
  );
  return row ? readRow(scope, kind, row) : null;
}

export async function findDocument(scope: Scope, kind: DocumentKind, key: string): Promise<StoredDocument | null> {
  const [row] = await scope.session.query(
    `SELECT ${documentColumns} FROM document_unique_keys AS k JOIN documents AS d USING (account_id, kind, id)
     WHERE k.account_id = $1 AND k.kind = $2 AND k.key = $3`,
    [scope.account_id, kind, storedText(key)],
  );
  return row ? readRow(scope, kind, row) : null;
}

/** A row as the reader gets it; that it was read is kept in mind. */
export function readRow(scope: Scope, kind: DocumentKind, row: Row): StoredDocument {
  scope.read.set(String(row['position']), kind);
  const document = parsed(row, 'document');
  return { kind, id: restoredText(String(row['id'])), version: Number(row['version']), document };
}

/** Stores a document. Everything that may be refused is looked up first, so that a refusal leaves the transaction whole. */
export async function writeDocument(scope: Scope, write: DocumentWrite): Promise<number> {
  const version = await storedVersion(scope, write.kind, write.id);
  refuseStale(write, version);
  await refuseTaken(scope, write);
  scope.wrote = true;
  const row = await (version === null ? insert(scope, write) : update(scope, write, version));
  scope.own.add(String(row?.['position']));
  return Number(row?.['version']);
}

export async function removeDocument(
  scope: Scope,
  { kind, id, version }: Pick<StoredDocument, 'kind' | 'id' | 'version'>,
): Promise<void> {
  const stored = await storedVersion(scope, kind, id);
  if (stored !== version) {
    throw new ConflictError('stale_version', `${kind} ${id} is not stored in version ${version}`);
  }
  scope.wrote = true;
  const [row] = await scope.session.query(
    `WITH removed AS (
       DELETE FROM documents WHERE account_id = $1 AND kind = $2 AND id = $3 RETURNING position
     ), unlisted AS (
       DELETE FROM document_keys WHERE account_id = $1 AND kind = $2 AND position = (SELECT position FROM removed)
     ), disowned AS (
       DELETE FROM document_unique_keys WHERE account_id = $1 AND kind = $2 AND id = $3
     )
     SELECT position::text AS position FROM removed`,
    [scope.account_id, kind, storedText(id)],
  );
  scope.own.add(String(row?.['position']));
}

async function storedVersion(scope: Scope, kind: DocumentKind, id: string): Promise<number | null> {
  const [row] = await scope.session.query(
    'SELECT version FROM documents WHERE account_id = $1 AND kind = $2 AND id = $3',
    [scope.account_id, kind, storedText(id)],
  );
  return row ? Number(row['version']) : null;
}

function refuseStale({ kind, id, version }: DocumentWrite, stored: number | null): void {
  if (version === null && stored !== null) throw new ConflictError('duplicate_id', `${kind} ${id} is stored already`);
  if (version !== null && stored !== version) {
    const found = stored === null ? 'nothing' : `version ${stored}`;
    throw new ConflictError('stale_version', `${kind} ${id} was read in version ${version}, but ${found} is stored`);
  }
}

async function refuseTaken(scope: Scope, { kind, id, unique_keys = [] }: DocumentWrite): Promise<void> {
  if (unique_keys.length === 0) return;
  const [row] = await scope.session.query(
    `SELECT key, id FROM document_unique_keys
     WHERE account_id = $1 AND kind = $2 AND key = ANY($3::text[]) AND id <> $4 LIMIT 1`,
    [scope.account_id, kind, unique_keys.map(storedText), storedText(id)],
  );
  if (!row) return;
  const [key, owner] = [restoredText(String(row['key'])), restoredText(String(row['id']))];
  throw new ConflictError('duplicate_key', `${kind} ${owner} carries the key ${key} already`);
}

async function insert(
  scope: Scope,
  { kind, id, document, keys, unique_keys }: DocumentWrite,
): Promise<Row | undefined> {
  const [row] = await scope.session.query(
    `WITH written AS (
       INSERT INTO documents (account_id, kind, id, version, document) VALUES ($1, $2, $3, 1, $4::text::json)
       RETURNING position, version
     ), listed AS (
       INSERT INTO document_keys (account_id, kind, key, position)
       SELECT $1, $2, key, position FROM written, unnest($5::text[]) AS given(key)
     ), owned AS (
       INSERT INTO document_unique_keys (account_id, kind, key, id)
       SELECT $1, $2, key, $3 FROM unnest($6::text[]) AS given(key)
     )
     SELECT position::text AS position, version FROM written`,
    [scope.account_id, kind, storedText(id), JSON.stringify(document), namesOf(keys), namesOf(unique_keys)],
  );
  return row;
}

/** Replaces a document; of its keys, only what differs is written. */
async function update(scope: Scope, write: DocumentWrite, version: number): Promise<Row | undefined> {
  const { kind, id, document, keys, unique_keys } = write;
  const [row] = await scope.session.query(
    `WITH written AS (
       UPDATE documents SET version = version + 1, document = $4::text::json
       WHERE account_id = $1 AND kind = $2 AND id = $3 AND version = $7::integer RETURNING position, version
     ), unlisted AS (
       DELETE FROM document_keys
       WHERE account_id = $1 AND kind = $2 AND position = (SELECT position FROM written) AND key <> ALL($5::text[])
     ), listed AS (
       INSERT INTO document_keys (account_id, kind, key, position)
       SELECT $1, $2, key, position FROM written, unnest($5::text[]) AS given(key) ON CONFLICT DO NOTHING
     ), disowned AS (
       DELETE FROM document_unique_keys WHERE account_id = $1 AND kind = $2 AND id = $3 AND key <> ALL($6::text[])
     ), owned AS (
       INSERT INTO document_unique_keys (account_id, kind, key, id)
       SELECT $1, $2, key, $3 FROM unnest($6::text[]) AS given(key) ON CONFLICT DO NOTHING
     )
     SELECT position::text AS position, version FROM written`,
    [
      scope.account_id,
      kind,
      storedText(id),
      JSON.stringify(document),
      namesOf(keys),
      namesOf(unique_keys),
      String(version),
    ],
  );
  return row;
}

function namesOf(names: readonly string[] = []): readonly string[] {
  return [...new Set(names)].map(storedText);
}
