import type { ChargeWorkings, PartWorkings, PriceWorkings } from '../wire/index.js';
import { productNode, type ExplanationNode } from './node.js';

/** Every charge of a price as a product, grouped charges under the name of their group. */
export function explainCharges(workings: PriceWorkings): readonly ExplanationNode[] {
  return workings.charges.map((charge) => explainCharge(charge, workings));
}

function explainCharge(charge: ChargeWorkings, { fraction }: PriceWorkings): ExplanationNode {
  const share = fraction ? [`${fraction.numerator}/${fraction.denominator}`] : [];
  const shown = charge.shown_amount ?? charge.amount;
  const parts = charge.parts ?? [];
  const node = {
    label: [groupPrefix(charge), describe(charge), ...share.map((part) => ` × ${part} of the period`)].join(''),
    amount: shown,
    note: sameValue(shown, charge.amount) ? null : `exactly ${charge.amount}`,
  };
  // A sum of several products is told product by product.
  if (parts.length > 1) return productNode({ ...node, children: parts.map(explainPart) });
  return productNode({ ...node, factors: [...(parts[0]?.factors ?? factorsOf(charge)), ...share] });
}

function factorsOf({ kind, quantity, scaled_quantity, unit_amount }: ChargeWorkings): readonly string[] {
  const rate = unit_amount ?? '0';
  return kind === 'threshold' ? [rate] : [scaled_quantity ?? quantity, rate];
}

function explainPart({ name, factors, amount }: PartWorkings): ExplanationNode {
  return productNode({ label: `${name}: ${factors.join(' × ')}`, amount, factors });
}

function groupPrefix({ kind, grouping }: ChargeWorkings): string {
  if (!grouping) return '';
  // A row of a group carries the value as its name.
  return kind === 'group' ? `${grouping.key} ` : `${grouping.key} ${grouping.value ?? 'No value'}: `;
}

const describers: { readonly [K in ChargeWorkings['kind']]: (charge: ChargeWorkings) => string } = {
  units: (charge) => `${counted(charge.quantity, 'unit')} × ${rateOf(charge)}`,
  tier: (charge) => `${charge.name} (${bounds(charge)}): ${countOf(charge)} × ${rateOf(charge)}`,
  volume: (charge) => `${counted(charge.quantity, 'unit')} × ${rateOf(charge)}, the rate for ${bounds(charge)}`,
  package: (charge) =>
    `${counted(charge.metered ?? '0', 'unit')} in ${counted(charge.quantity, 'package')} of ${charge.package_size}; ${charge.quantity} × ${rateOf(charge)}`,
  cell: (charge) => `${cellName(charge)}: ${unitsOf(charge)} × ${rateOf(charge)}`,
  threshold: (charge) => `${counted(charge.quantity, 'unit')}: ${rateOf(charge)} in total beyond ${charge.threshold}`,
  group: (charge) => `${charge.name}${reason(charge)}`,
  amount: (charge) => `${charge.name}${reason(charge)}`,
};

function describe(charge: ChargeWorkings): string {
  return describers[charge.kind](charge);
}

function rateOf({ unit_amount }: ChargeWorkings): string {
  return unit_amount ?? '0';
}

/** The one step of an amount, in words; several are told below it. */
function reason({ parts }: ChargeWorkings): string {
  const [only, ...more] = parts ?? [];
  return only && more.length === 0 ? `: ${only.name}, ${only.factors.join(' × ')}` : '';
}

function unitsOf({ quantity, scaled_quantity }: ChargeWorkings): string {
  const units = counted(quantity, 'unit');
  return scaled_quantity === null ? units : `${units} that count as ${scaled_quantity},`;
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
