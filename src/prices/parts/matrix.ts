import { add, isZero, multiply, zero, type Decimal } from '../../decimal/index.js';
import type { Fields } from '../../errors/index.js';
import type { CellCharge, Grouping } from '../charge.js';
import type { GroupValue, UsageGroup } from '../usage.js';
import { reportRepeated } from './config.js';
import { groupName } from './groups.js';

/** The property values that name a cell; null matches a missing property. */
export type CellValues = readonly (string | null)[];

type Cell = { readonly name: string; readonly values: CellValues; readonly rate: Decimal };

/** A matrix read from its configuration: the keys that usage is grouped by, and the cells in config order, the default last. */
export type Matrix = {
  readonly dimensions: readonly string[];
  readonly cells: readonly Cell[];
  /** Position of the cell with these values, else of the default cell. */
  readonly positionOf: (values: readonly GroupValue[]) => number;
};

/** A row of a configuration that states a cell, under the key by which faults of its values are told. */
export type CellRow = Omit<Cell, 'name'> & { readonly row: Fields; readonly key: string; readonly name?: string };

/** Builds a matrix of the rows' cells, with one more for all other usage. */
export function buildMatrix(dimensions: readonly string[], rows: readonly CellRow[], default_rate: Decimal): Matrix {
  const cells = rows.map(({ name, values, rate }) => ({ name: name ?? nameOf(values), values, rate }));
  const rest: Cell = { name: 'Default', values: dimensions.map(() => null), rate: default_rate };
  const index = indexCells(rows);
  return { dimensions, cells: [...cells, rest], positionOf: (values) => lookUp(index, values) ?? cells.length };
}

function nameOf(values: CellValues): string {
  return values.map(groupName).join(', ');
}

type Index = Map<GroupValue, Map<GroupValue, number>>;

function indexCells(rows: readonly CellRow[]): Index {
  const index: Index = new Map();
  rows.forEach(({ row, key, values }, position) => {
    const [first = null, second = null] = values;
    const inner = index.get(first) ?? new Map<GroupValue, number>();
    index.set(first, inner);
    // Without values there were faults already, and one mistake is one issue.
    if (inner.has(second) && values.length > 0) reportRepeated(row, key, nameOf(values));
    inner.set(second, position);
  });
  return index;
}

function lookUp(index: Index, values: readonly GroupValue[]): number | undefined {
  return index.get(values[0] ?? null)?.get(values[1] ?? null);
}

/** How much usage each cell has, in the order of the cells. */
export function cellQuantities(matrix: Matrix, groups: readonly UsageGroup[]): readonly Decimal[] {
  const quantities: Decimal[] = matrix.cells.map(() => zero);
  for (const { grouping_values, quantity } of groups) {
    const position = matrix.positionOf(grouping_values);
    const before = quantities[position] ?? zero;
    // Most cells have one group, whose quantity is the cell's: no other has to be made.
    quantities[position] = before === zero ? quantity : add(before, quantity);
  }
  return quantities;
}

/** A cell of a plain matrix: nothing of it had to be divided. */
type PlainCell = CellCharge & { readonly quantity: Decimal; readonly amount: Decimal };

/** Charges grouped usage cell by cell, in config order, the default cell last; empty cells are left out (§2.1). */
export function matrixCharges(matrix: Matrix, groups: readonly UsageGroup[]): readonly PlainCell[] {
  const { cells, dimensions } = matrix;
  const quantities = cellQuantities(matrix, groups);
  const charges: PlainCell[] = [];
  for (let position = 0; position < cells.length; position += 1) {
    const quantity = quantities[position] ?? zero;
    if (isZero(quantity)) continue;
    const { name, values, rate } = cells[position] as Cell;
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
      scaled_quantity: null,
    });
  }
  return charges;
}

/** What scaled units cost, and the group they belong to, if any. */
type ScaledTerms = { readonly unit_price: Decimal; readonly grouping: Grouping | null };

/** The same for a matrix of factors: what a cell's quantity counts as costs one price for all cells. */
export function scaledMatrixCharges(
  matrix: Matrix,
  groups: readonly UsageGroup[],
  { unit_price, grouping }: ScaledTerms,
): readonly CellCharge[] {
  return matrixCharges(matrix, groups).map((cell) => ({
    ...cell,
    grouping,
    unit_amount: unit_price,
    scaled_quantity: cell.amount,
    amount: multiply(cell.amount, unit_price),
  }));
}
