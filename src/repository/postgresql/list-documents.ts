import type { DocumentPage, DocumentQuery } from '../documents.js';
import { storedText } from '../stored-text.js';
import { documentColumns, readRow } from './documents.js';
import type { Scope } from './scope.js';
import { countText, type Value } from './session.js';

const beforeAll = '-1';
const behindAll = '9223372036854775807';

/** Lists documents in the order of creation; the cursor is the position of the last one given. */
export async function listDocuments(scope: Scope, query: DocumentQuery): Promise<DocumentPage> {
  const newest = query.order === 'newest_first';
  const after = query.after ?? (newest ? behindAll : beforeAll);
  const { text, values } = query.key === undefined ? ofKind(newest) : ofKey(newest, query.key);
  // One more than the page shows whether there is another.
  const place = [scope.account_id, query.kind, after, countText(query.limit + 1)];
  const rows = await scope.session.query(text, [...place, ...values]);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    documents: page.map((row) => readRow(scope, query.kind, row)),
    next: rows.length > page.length && last ? String(last['position']) : null,
  };
}

type Listing = { readonly text: string; readonly values: readonly Value[] };

function ofKind(newest: boolean): Listing {
  const text = `SELECT ${documentColumns} FROM documents AS d WHERE d.account_id = $1 AND d.kind = $2 ${pageOf(newest, 'd')}`;
  return { text, values: [] };
}

function ofKey(newest: boolean, key: string): Listing {
  const text = `SELECT ${documentColumns}
    FROM document_keys AS k JOIN documents AS d USING (account_id, kind, position)
    WHERE k.account_id = $1 AND k.kind = $2 AND k.key = $5 ${pageOf(newest, 'k')}`;
  return { text, values: [storedText(key)] };
}

function pageOf(newest: boolean, table: 'd' | 'k'): string {
  const [beyond, direction] = newest ? ['<', 'DESC'] : ['>', 'ASC'];
  return `AND ${table}.position ${beyond} $3::bigint ORDER BY ${table}.position ${direction} LIMIT $4::bigint`;
}
