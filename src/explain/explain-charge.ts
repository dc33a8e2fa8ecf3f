import type { ChargeWorkings, PriceWorkings } from '../wire/index.js';
import { productNode, type ExplanationNode } from './node.js';

/** Every charge of a price as a product, grouped charges under the name of their group. */
export function explainCharges(workings: PriceWorkings): readonly ExplanationNode[] {
  return workings.charges.map((charge) => explainCharge(charge, workings));
}

function explainCharge(charge: ChargeWorkings, { fraction }: PriceWorkings): ExplanationNode {
  const share = fraction ? [`${fraction.numerator}/${fraction.denominator}`] : [];
  const shown = charge.shown_amount ?? charge.amount;
  return productNode({
    label: [groupPrefix(charge), describe(charge), ...share.map((part) => ` × ${part} of the period`)].join(''),
    amount: shown,
    factors:
      charge.kind === 'threshold' ? [charge.unit_amount, ...share] : [charge.quantity, charge.unit_amount, ...share],
    note: sameValue(shown, charge.amount) ? null : `exactly ${charge.amount}`,
  });
}

function groupPrefix({ grouping }: ChargeWorkings): string {
  return grouping ? `${grouping.key} ${grouping.value ?? 'No value'}: ` : '';
}

const describers: { readonly [K in ChargeWorkings['kind']]: (charge: ChargeWorkings) => string } = {
  units: ({ quantity, unit_amount }) => `${counted(quantity, 'unit')} × ${unit_amount}`,
  tier: (charge) => `${charge.name} (${bounds(charge)}): ${countOf(charge)} × ${charge.unit_amount}`,
  volume: (charge) => `${counted(charge.quantity, 'unit')} × ${charge.unit_amount}, the rate for ${bounds(charge)}`,
  package: (charge) =>
    `${counted(charge.metered ?? '0', 'unit')} in ${counted(charge.quantity, 'package')} of ${charge.package_size}; ${charge.quantity} × ${charge.unit_amount}`,
  cell: (charge) => `${cellName(charge)}: ${counted(charge.quantity, 'unit')} × ${charge.unit_amount}`,
  threshold: ({ quantity, threshold, unit_amount }) =>
    `${counted(quantity, 'unit')}: ${unit_amount} in total beyond ${threshold}`,
};

function describe(charge: ChargeWorkings): string {
  return describers[charge.kind](charge);
}

function countOf({ quantity, package_size }: ChargeWorkings): string {
  return package_size === null ? counted(quantity, 'unit') : `${counted(quantity, 'package')} of ${package_size}`;
}

/** A count with its noun; only exactly one is singular. */
function counted(quantity: string, noun: string): string {
  return `${quantity} ${noun}${quantity === '1' ? '' : 's'}`;
}

/** Bounds in words; the first is exclusive, the last inclusive, so `over` and `up to` say exactly that (D17). */
function bounds({ tier }: ChargeWorkings): string {
  if (tier === null) return 'every unit';
  const { first_unit, last_unit } = tier;
  if (last_unit === null) return first_unit === '0' ? 'every unit' : `over ${first_unit}`;
  return first_unit === '0' ? `up to ${last_unit}` : `over ${first_unit} up to ${last_unit}`;
}

function cellName({ name, cell }: ChargeWorkings): string {
  if (cell === null || cell.is_default) return `${name} (any other ${cell?.dimensions.join(', ') ?? 'value'})`;
  return cell.dimensions.map((key, position) => `${key} ${cell.dimension_values[position] ?? 'No value'}`).join(', ');
}

/** Whether two printed decimals are the same number: they differ at most by trailing zeros. */
export function sameValue(a: string, b: string): boolean {
  return stripped(a) === stripped(b);
}

function stripped(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
