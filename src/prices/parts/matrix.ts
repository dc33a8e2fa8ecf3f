import { add, isZero, multiply, zero, type Decimal } from '../../decimal/index.js';
import { report, shown, type Fields } from '../../errors/index.js';
import type { CellCharge } from '../charge.js';
import type { GroupValue, UsageGroup } from '../usage.js';
import { readAmount, readArray, readList } from './config.js';
import { groupName } from './groups.js';

type CellValues = readonly (string | null)[];
type Cell = { readonly name: string; readonly values: CellValues; readonly rate: Decimal };

/** A matrix read from its configuration: the keys that usage is grouped by, and the cells in config order, the default last. */
export type Matrix = {
  readonly dimensions: readonly string[];
  readonly cells: readonly Cell[];
  /** Position of the cell with these values, else of the default cell. */
  readonly positionOf: (values: readonly GroupValue[]) => number;
};

/** Reads `dimensions`, `default_unit_amount` and `matrix_values[{ dimension_values, unit_amount }]`. */
export function readMatrix(config: Fields): Matrix {
  const named = readDimensions(config);
  const dimensions = named ?? [];
  const default_rate = readAmount(config, 'default_unit_amount');
  const rows = readList(config, 'matrix_values');
  const cells: readonly Cell[] = rows.map((row) => {
    const values = named === null ? [] : readCellValues(row, dimensions.length);
    return { name: values.map(groupName).join(', '), values, rate: readAmount(row, 'unit_amount') };
  });
  const index = indexCells(cells, named === null ? [] : rows);
  const rest: Cell = { name: 'Default', values: dimensions.map(() => null), rate: default_rate };
  return { dimensions, cells: [...cells, rest], positionOf: (values) => lookUp(index, values) ?? cells.length };
}

/** Charges grouped usage cell by cell, in config order, the default cell last; empty cells are left out (§2.1). */
export function matrixCharges(matrix: Matrix, groups: readonly UsageGroup[]): readonly CellCharge[] {
  const { cells, dimensions } = matrix;
  const quantities: Decimal[] = cells.map(() => zero);
  for (const { grouping_values, quantity } of groups) {
    const position = matrix.positionOf(grouping_values);
    quantities[position] = add(quantities[position] ?? zero, quantity);
  }
  const charges: CellCharge[] = [];
  for (const [position, { name, values, rate }] of cells.entries()) {
    const quantity = quantities[position] ?? zero;
    if (isZero(quantity)) continue;
    charges.push({
      kind: 'cell',
      name,
      quantity,
      unit_amount: rate,
      amount: multiply(quantity, rate),
      grouping: null,
      dimensions,
      dimension_values: values,
      is_default: position === cells.length - 1,
    });
  }
  return charges;
}

/** One or two property names; a null second one means that there is only one (§2.1). Null if they cannot be read. */
function readDimensions(config: Fields): readonly string[] | null {
  const entries = readArray(config, 'dimensions');
  if (entries.length === 0) return null;
  const named = entries.filter((entry) => entry !== null);
  const wellFormed =
    entries.length <= 2 && entries[0] !== null && named.every((entry) => typeof entry === 'string' && entry !== '');
  // An event has one value of a property: a name given twice would make cells that nothing can reach.
  if (wellFormed && new Set(named).size === named.length) return named as string[];
  const message = 'must be one or two different names of event properties; a second one may be null';
  report(config, 'dimensions', { code: 'invalid_price_config', message });
  return null;
}

function readCellValues(row: Fields, count: number): CellValues {
  const entries = readArray(row, 'dimension_values');
  // In a one-dimensional matrix the second value is null and ignored.
  const fits = entries.length === count || (count === 1 && entries.length === 2 && entries[1] === null);
  const values = entries.slice(0, count).map((entry) => (typeof entry === 'string' ? entry : null));
  // Only strings can be matched; null in a pair matches a missing property.
  if (fits && entries.slice(0, count).every((entry) => typeof entry === 'string' || (entry === null && count === 2)))
    return values;
  const wanted = count === 1 ? 'one text' : 'two entries, each a text or null';
  report(row, 'dimension_values', { code: 'invalid_price_config', message: `must be ${wanted}, one per dimension` });
  return values;
}

type Index = Map<GroupValue, Map<GroupValue, number>>;

function indexCells(cells: readonly Cell[], rows: readonly Fields[]): Index {
  const index: Index = new Map();
  cells.forEach((cell, position) => {
    const [first = null, second = null] = cell.values;
    const inner = index.get(first) ?? new Map<GroupValue, number>();
    index.set(first, inner);
    if (inner.has(second)) reportRepeated(rows[position], cell);
    inner.set(second, position);
  });
  return index;
}

function lookUp(index: Index, values: readonly GroupValue[]): number | undefined {
  return index.get(values[0] ?? null)?.get(values[1] ?? null);
}

function reportRepeated(row: Fields | undefined, cell: Cell): void {
  if (!row) return;
  const message = `repeats the cell ${cell.values.map(shown).join(', ')}; give each cell once`;
  report(row, 'dimension_values', { code: 'invalid_price_config', message });
}
