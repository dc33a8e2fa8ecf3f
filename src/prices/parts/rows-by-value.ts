import type { Fields } from '../../errors/index.js';

/** Rows of one list by the value they belong to, in the order of the values' first rows; rows may interleave (§2.1). */
export function rowsByValue(
  rows: readonly Fields[],
  valueOf: (row: Fields) => string,
): readonly (readonly [value: string, rows: readonly Fields[]])[] {
  const byValue = new Map<string, Fields[]>();
  for (const row of rows) {
    const value = valueOf(row);
    const own = byValue.get(value);
    if (own) own.push(row);
    else byValue.set(value, [row]);
  }
  return [...byValue];
}
