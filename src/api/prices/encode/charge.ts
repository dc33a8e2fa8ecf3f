import {
  denominatorOf,
  formatDecimal,
  formatExact,
  multiplyExact,
  numeratorOf,
  one,
  type Decimal,
  type Exact,
} from '../../../decimal/index.js';
import {
  chargeAmounts,
  type CellCharge,
  type Charge,
  type ChargePart,
  type Fraction,
  type PartsCharge,
  type RatedPrice,
} from '../../../prices/index.js';
import type { ChargeWorkings, PartWorkings, PriceWorkings } from '../../../wire/index.js';

/** How the amounts of one document are printed: unrounded ones cut at a scale, shown ones as the caller settled them. */
export type Printing = { readonly unrounded_scale: number; readonly shown_amounts: readonly string[] | null };

/** Writes a rated price's workings. */
export function encodeRating(rated: RatedPrice, printing: Printing): PriceWorkings {
  const { fraction, charges } = rated;
  const { unrounded_scale, shown_amounts } = printing;
  const amounts = chargeAmounts(rated);
  return {
    kind: 'price',
    model_type: rated.model_type,
    price_type: rated.price_type,
    quantity: formatDecimal(rated.quantity),
    charges: charges.map((charge, position) => {
      const amount = formatExact(amounts[position] ?? charge.amount, unrounded_scale);
      return encodeCharge(charge, amount, { unrounded_scale, shown: shown_amounts?.[position] ?? null });
    }),
    fraction: encodeFraction(fraction),
    subtotal: formatExact(rated.subtotal, unrounded_scale),
  };
}

/** Writes the share of a cut period; null is a whole one. */
export function encodeFraction(fraction: Fraction | null): PriceWorkings['fraction'] {
  return fraction && { numerator: formatDecimal(fraction.numerator), denominator: formatDecimal(fraction.denominator) };
}

type ChargePrinting = { readonly unrounded_scale: number; readonly shown: string | null };

/** One literal for all kinds, because objects of one form are written and read fastest. */
function encodeCharge(charge: Charge, amount: string, { unrounded_scale, shown }: ChargePrinting): ChargeWorkings {
  return {
    kind: charge.kind,
    name: charge.name,
    quantity: formatExact(charge.quantity, unrounded_scale),
    unit_amount: isOfParts(charge) ? null : formatDecimal(charge.unit_amount),
    amount,
    shown_amount: shown,
    grouping: encodeGrouping(charge),
    tier: encodeBounds(charge),
    cell: charge.kind === 'cell' ? encodeCell(charge) : null,
    scaled_quantity: charge.kind === 'cell' ? printed(charge.scaled_quantity) : null,
    package_size: sizeOf(charge),
    metered: charge.kind === 'package' ? formatDecimal(charge.metered) : null,
    threshold: charge.kind === 'threshold' ? formatDecimal(charge.threshold) : null,
    parts: encodeParts(charge, unrounded_scale),
  };
}

// By its kind, because looking a key up in objects of many forms is what writing a charge would spend its time on.
function isOfParts(charge: Charge): charge is PartsCharge {
  return charge.kind === 'group' || charge.kind === 'amount';
}

function encodeParts(charge: Charge, unrounded_scale: number): readonly PartWorkings[] | null {
  return isOfParts(charge) ? charge.parts.map((part) => encodePart(part, unrounded_scale)) : null;
}

function encodePart({ name, factors }: ChargePart, unrounded_scale: number): PartWorkings {
  return { name, factors: factors.map(factor), amount: formatExact(factors.reduce(multiplyExact), unrounded_scale) };
}

/** A factor is never cut: what is no decimal is written as a fraction. */
function factor(value: Exact): string {
  const [numerator, denominator] = [numeratorOf(value), denominatorOf(value)];
  return denominator === one ? formatDecimal(numerator) : `${formatDecimal(numerator)}/${formatDecimal(denominator)}`;
}

function printed(value: Decimal | null): string | null {
  return value === null ? null : formatDecimal(value);
}

function encodeCell({ dimensions, dimension_values, is_default }: CellCharge): ChargeWorkings['cell'] {
  return { dimensions, dimension_values, is_default };
}

function sizeOf(charge: Charge): string | null {
  return charge.kind === 'tier' || charge.kind === 'package' ? printed(charge.package_size) : null;
}

function encodeBounds(charge: Charge): ChargeWorkings['tier'] {
  if (charge.kind !== 'tier' && charge.kind !== 'volume') return null;
  const { first_unit, last_unit } = charge;
  return { first_unit: formatDecimal(first_unit), last_unit: printed(last_unit) };
}

/** A group as documents show it: the value as text, null for events without the property. */
export function encodeGrouping({ grouping }: Charge): { key: string; value: string | null } | null {
  return grouping && { key: grouping.key, value: grouping.value === null ? null : String(grouping.value) };
}
