import type { ChargeWorkings, PartWorkings, PriceWorkings } from '../wire/index.js';
import { productNode, type ExplanationNode } from './node.js';
import { unrounded, type Telling } from './telling.js';

/** Every charge of a price as a product, grouped charges under the name of their group. */
export function explainCharges(workings: PriceWorkings, telling: Telling): readonly ExplanationNode[] {
  return workings.charges.map((charge) => explainCharge(charge, workings, telling));
}

function explainCharge(charge: ChargeWorkings, { fraction }: PriceWorkings, telling: Telling): ExplanationNode {
  const share = fraction === null ? [] : [`${fraction.numerator}/${fraction.denominator}`];
  const told = share.map((part) => ` × ${part} of the period`).join('');
  const shown = charge.shown_amount ?? charge.amount;
  const parts = charge.parts ?? [];
  const node = {
    label: `${groupPrefix(charge)}${describers[charge.kind](charge, told)}`,
    amount: shown,
    note: sameValue(shown, charge.amount) ? null : `exactly ${unrounded(charge.amount, telling)}`,
  };
  // A sum of several products is told product by product.
  if (parts.length > 1) return productNode({ ...node, children: parts.map(explainPart) });
  return productNode({ ...node, factors: [...ownFactors(charge), ...share] });
}

/** Of a charge that is one product the factors of its part; where the model kept none, what the charge itself says. */
function ownFactors(charge: ChargeWorkings): readonly string[] {
  return charge.parts?.[0]?.factors ?? factorsOf(charge);
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

type Describe = (charge: ChargeWorkings, share: string) => string;

/** A charge as a product in words. The share of a cut period is one of its factors; what is said of the product follows. */
const describers: { readonly [K in ChargeWorkings['kind']]: Describe } = {
  units: (charge, share) => `${counted(charge.quantity, 'unit')} × ${rateOf(charge)}${share}`,
  tier: (charge, share) => `${charge.name} (${bounds(charge)}): ${countOf(charge)} × ${rateOf(charge)}${share}`,
  volume: (charge, share) =>
    `${counted(charge.quantity, 'unit')} × ${rateOf(charge)}${share}, the rate for ${bounds(charge)}`,
  package: (charge, share) =>
    `${counted(charge.metered ?? '0', 'unit')} in ${counted(charge.quantity, 'package')} of ${charge.package_size}; ${charge.quantity} × ${rateOf(charge)}${share}`,
  cell: (charge, share) => `${cellName(charge)}: ${unitsOf(charge)} × ${rateOf(charge)}${share}`,
  threshold: (charge, share) =>
    `${counted(charge.quantity, 'unit')}: ${rateOf(charge)}${share}, in total beyond ${charge.threshold}`,
  group: (charge, share) => `${charge.name}${reason(charge, share)}`,
  amount: (charge, share) => `${charge.name}${reason(charge, share)}`,
};

function rateOf({ unit_amount }: ChargeWorkings): string {
  return unit_amount ?? '0';
}

/** The one step of an amount, in words; several are told below it. */
function reason({ parts }: ChargeWorkings, share: string): string {
  const [only, ...more] = parts ?? [];
  return only && more.length === 0 ? `: ${only.factors.join(' × ')}${share}, ${only.name}` : share;
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
