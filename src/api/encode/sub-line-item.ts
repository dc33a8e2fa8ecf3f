import { formatDecimal, toNumber } from '../../decimal/index.js';
import { isRow, type Charge } from '../../prices/index.js';
import type { SubLineItem, Writable } from '../../wire/index.js';
import { encodeGrouping } from './charge.js';

/** Writes the charges that Orb shows as rows; `amounts` are their printed amounts, in the charges' order. */
export function encodeSubLineItems(charges: readonly Charge[], amounts: readonly string[]): Writable<SubLineItem>[] {
  return charges.flatMap((charge, position) => (isRow(charge) ? [encodeRow(charge, amounts[position] ?? '0')] : []));
}

function encodeRow(charge: Extract<Charge, { kind: 'tier' | 'cell' }>, amount: string): Writable<SubLineItem> {
  // Orb's quantities are JSON numbers: the nearest double here, the exact decimal in the workings (F1).
  const common = { name: charge.name, quantity: toNumber(charge.quantity), amount, grouping: encodeGrouping(charge) };
  if (charge.kind === 'cell') {
    return {
      ...common,
      type: 'matrix',
      scaled_quantity: null,
      matrix_config: { dimension_values: [...charge.dimension_values] },
    };
  }
  const { first_unit, last_unit, unit_amount } = charge;
  const tier_config = {
    first_unit: toNumber(first_unit),
    last_unit: last_unit && toNumber(last_unit),
    unit_amount: formatDecimal(unit_amount),
  };
  return { ...common, type: 'tier', tier_config };
}
