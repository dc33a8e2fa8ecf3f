import { formatDecimal, formatExact } from '../../decimal/index.js';
import { chargeAmounts, type Charge, type RatedPrice } from '../../prices/index.js';
import type { ChargeWorkings, PriceWorkings } from '../../wire/index.js';

/** How the amounts of one document are printed: unrounded ones cut at a scale, shown ones as the caller settled them. */
export type Printing = { readonly unrounded_scale: number; readonly shown_amounts: readonly string[] | null };

/** Writes a rated price's workings. */
export function encodeRating(rated: RatedPrice, printing: Printing): PriceWorkings {
  const { fraction } = rated;
  const amounts = chargeAmounts(rated);
  return {
    kind: 'price',
    model_type: rated.model_type,
    price_type: rated.price_type,
    quantity: formatDecimal(rated.quantity),
    charges: rated.charges.map((charge, position) => ({
      ...encodeCharge(charge),
      amount: formatExact(amounts[position] ?? charge.amount, printing.unrounded_scale),
      shown_amount: printing.shown_amounts?.[position] ?? null,
    })),
    fraction: fraction && {
      numerator: formatDecimal(fraction.numerator),
      denominator: formatDecimal(fraction.denominator),
    },
    subtotal: formatExact(rated.subtotal, printing.unrounded_scale),
  };
}

type Plain = Omit<ChargeWorkings, 'amount' | 'shown_amount'>;

function encodeCharge(charge: Charge): Plain {
  const common = {
    kind: charge.kind,
    name: charge.name,
    quantity: formatDecimal(charge.quantity),
    unit_amount: formatDecimal(charge.unit_amount),
    grouping: encodeGrouping(charge),
  };
  return { ...common, ...nothingElse, ...particulars(charge) };
}

const nothingElse = { tier: null, cell: null, package_size: null, metered: null, threshold: null };

function particulars(charge: Charge): Partial<Plain> {
  switch (charge.kind) {
    case 'units':
      return {};
    case 'tier':
      return { tier: encodeBounds(charge), package_size: charge.package_size && formatDecimal(charge.package_size) };
    case 'volume':
      return { tier: encodeBounds(charge) };
    case 'package':
      return { package_size: formatDecimal(charge.package_size), metered: formatDecimal(charge.metered) };
    case 'cell':
      return {
        cell: {
          dimensions: charge.dimensions,
          dimension_values: charge.dimension_values,
          is_default: charge.is_default,
        },
      };
    case 'threshold':
      return { threshold: formatDecimal(charge.threshold) };
  }
}

function encodeBounds({ first_unit, last_unit }: Extract<Charge, { kind: 'tier' | 'volume' }>) {
  return { first_unit: formatDecimal(first_unit), last_unit: last_unit && formatDecimal(last_unit) };
}

/** A group as documents show it: the value as text, null for events without the property. */
export function encodeGrouping({ grouping }: Charge): { key: string; value: string | null } | null {
  return grouping && { key: grouping.key, value: grouping.value === null ? null : String(grouping.value) };
}
