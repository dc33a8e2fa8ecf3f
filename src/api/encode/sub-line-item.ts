import { formatDecimal, toNumber } from '../../decimal/index.js';
import { isRow, type CellCharge, type Charge, type TierCharge } from '../../prices/index.js';
import type { MatrixSubLineItem, SubLineItem, TierSubLineItem, Writable } from '../../wire/index.js';
import { encodeGrouping } from './charge.js';

/** Writes the charges that Orb shows as rows; `amounts` are their printed amounts, in the charges' order. */
export function encodeSubLineItems(charges: readonly Charge[], amounts: readonly string[]): Writable<SubLineItem>[] {
  return charges.flatMap((charge, position) => (isRow(charge) ? [encodeRow(charge, amounts[position] ?? '0')] : []));
}

function encodeRow(charge: TierCharge | CellCharge, amount: string): Writable<SubLineItem> {
  return charge.kind === 'cell' ? encodeCell(charge, amount) : encodeTier(charge, amount);
}

function encodeCell(charge: CellCharge, amount: string): Writable<MatrixSubLineItem> {
  return {
    name: charge.name,
    // Orb's quantities are JSON numbers: the nearest double here, the exact decimal in the workings (F1).
    quantity: toNumber(charge.quantity),
    amount,
    grouping: encodeGrouping(charge),
    type: 'matrix',
    scaled_quantity: null,
    matrix_config: { dimension_values: [...charge.dimension_values] },
  };
}

function encodeTier(charge: TierCharge, amount: string): Writable<TierSubLineItem> {
  const { first_unit, last_unit, unit_amount } = charge;
  return {
    name: charge.name,
    quantity: toNumber(charge.quantity),
    amount,
    grouping: encodeGrouping(charge),
    type: 'tier',
    tier_config: {
      first_unit: toNumber(first_unit),
      last_unit: last_unit && toNumber(last_unit),
      unit_amount: formatDecimal(unit_amount),
    },
  };
}
