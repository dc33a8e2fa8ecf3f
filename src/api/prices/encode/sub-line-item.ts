import {
  denominatorOf,
  formatDecimal,
  formatExact,
  numeratorOf,
  one,
  toNumber,
  zero,
  type Exact,
} from '../../../decimal/index.js';
import { isRow, type Charge, type RowCharge } from '../../../prices/index.js';
import type { RatedRow, SubLineItem, Writable } from '../../../wire/index.js';
import type { PrintAmount } from '../../encode/print-amounts.js';
import { encodeGrouping } from './charge.js';

/** Writes the charges that Orb shows as rows; `amounts` are their printed amounts, in the charges' order. */
export function encodeRows(charges: readonly Charge[], amounts: readonly string[]): Writable<RatedRow>[] {
  const rows: Writable<RatedRow>[] = [];
  for (const [position, charge] of charges.entries()) {
    if (isRow(charge)) rows.push(encodeRow(charge, amounts[position] ?? '0'));
  }
  return rows;
}

/** The same rows as documents show them: the third type is the word null in quotes, so that they validate (F7). */
export function encodeSubLineItems(
  charges: readonly Charge[],
  shown: readonly Exact[],
  print: PrintAmount,
): Writable<SubLineItem>[] {
  const rows: Writable<SubLineItem>[] = [];
  for (let position = 0; position < charges.length; position += 1) {
    const charge = charges[position] as Charge;
    if (!isRow(charge)) continue;
    const row = encodeRow(charge, print(shown[position] ?? zero));
    rows.push(row.type === 'group' ? { ...row, type: "'null'" } : row);
  }
  return rows;
}

function encodeRow(charge: RowCharge, amount: string): Writable<RatedRow> {
  const { name } = charge;
  const quantity = nearest(charge.quantity);
  const grouping = encodeGrouping(charge);
  if (charge.kind === 'group') return { name, quantity, amount, grouping, type: 'group' };
  if (charge.kind === 'cell') {
    const matrix_config = { dimension_values: [...charge.dimension_values] };
    const scaled_quantity = charge.scaled_quantity && toNumber(charge.scaled_quantity);
    return { name, quantity, amount, grouping, type: 'matrix', scaled_quantity, matrix_config };
  }
  const tier_config = {
    first_unit: toNumber(charge.first_unit),
    last_unit: charge.last_unit && toNumber(charge.last_unit),
    unit_amount: formatDecimal(charge.unit_amount),
  };
  return { name, quantity, amount, grouping, type: 'tier', tier_config };
}

// Far more digits than a double holds.
const doublePlaces = 40;

/** Orb's quantities are JSON numbers: the nearest double here, the exact decimal in the workings (F1). */
function nearest(quantity: Exact): number {
  return denominatorOf(quantity) === one
    ? toNumber(numeratorOf(quantity))
    : Number(formatExact(quantity, doublePlaces));
}
