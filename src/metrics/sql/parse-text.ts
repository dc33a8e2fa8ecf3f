import { peek, type Cursor } from '../expressions/cursor.js';
import { parseExpressionAt } from '../expressions/parse-expression.js';

/** Parses one expression at the cursor, and returns it as it was written: the texts of a metric are of the same language. */
export function parseText(cursor: Cursor): string {
  const from = peek(cursor).position;
  parseExpressionAt(cursor);
  return cursor.source.text.slice(from - 1, peek(cursor).position - 1).trimEnd();
}
