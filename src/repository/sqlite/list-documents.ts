import type { DocumentPage, DocumentQuery } from '../documents.js';
import { storedText } from '../stored-text.js';
import type { SqliteValue } from './connection.js';
import { documentColumns, documentOf } from './documents.js';
import { countOf, type Scope } from './scope.js';

const beforeAll = -1;
const behindAll = Number.MAX_SAFE_INTEGER;

/** Lists documents in the order of creation; the cursor is the position of the last one given. */
export function listDocuments({ connection, account_id }: Scope, query: DocumentQuery): DocumentPage {
  const newest = query.order === 'newest_first';
  const { text, values } = query.key === undefined ? ofKind(newest) : ofKey(newest, query.key);
  const after = Number(query.after ?? (newest ? behindAll : beforeAll));
  // One more than the page shows whether there is another.
  const rows = connection.all(text, [...values, account_id, query.kind, after, countOf(query.limit + 1)]);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    documents: page.map((row) => documentOf(query.kind, row)),
    next: rows.length > page.length && last ? String(last['position']) : null,
  };
}

type Listing = { readonly text: string; readonly values: readonly SqliteValue[] };

function ofKind(newest: boolean): Listing {
  return { text: `SELECT ${documentColumns} FROM reckoner_documents AS d WHERE ${pageOf(newest, 'd')}`, values: [] };
}

function ofKey(newest: boolean, key: string): Listing {
  const text = `SELECT ${documentColumns}
    FROM reckoner_document_keys AS k JOIN reckoner_documents AS d USING (position) WHERE k.key = ? AND ${pageOf(newest, 'k')}`;
  return { text, values: [storedText(key)] };
}

function pageOf(newest: boolean, table: 'd' | 'k'): string {
  const [beyond, direction] = newest ? ['<', 'DESC'] : ['>', 'ASC'];
  return `${table}.account_id = ? AND ${table}.kind = ? AND ${table}.position ${beyond} ?
    ORDER BY ${table}.position ${direction} LIMIT ?`;
}
