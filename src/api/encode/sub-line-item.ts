import { formatDecimal, toNumber } from '../../decimal/index.js';
import { isRow, type CellCharge, type Charge, type TierCharge } from '../../prices/index.js';
import type { SubLineItem, Writable } from '../../wire/index.js';
import { encodeGrouping } from './charge.js';

/** Writes the charges that Orb shows as rows; `amounts` are their printed amounts, in the charges' order. */
export function encodeSubLineItems(charges: readonly Charge[], amounts: readonly string[]): Writable<SubLineItem>[] {
  const rows: Writable<SubLineItem>[] = [];
  for (const [position, charge] of charges.entries()) {
    if (isRow(charge)) rows.push(encodeRow(charge, amounts[position] ?? '0'));
  }
  return rows;
}

function encodeRow(charge: TierCharge | CellCharge, amount: string): Writable<SubLineItem> {
  const { name } = charge;
  // Orb's quantities are JSON numbers: the nearest double here, the exact decimal in the workings (F1).
  const quantity = toNumber(charge.quantity);
  const grouping = encodeGrouping(charge);
  if (charge.kind === 'cell') {
    const matrix_config = { dimension_values: [...charge.dimension_values] };
    return { name, quantity, amount, grouping, type: 'matrix', scaled_quantity: null, matrix_config };
  }
  const tier_config = {
    first_unit: toNumber(charge.first_unit),
    last_unit: charge.last_unit && toNumber(charge.last_unit),
    unit_amount: formatDecimal(charge.unit_amount),
  };
  return { name, quantity, amount, grouping, type: 'tier', tier_config };
}
