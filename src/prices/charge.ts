import { addExact, multiply, zero, type Decimal, type Exact } from '../decimal/index.js';
import type { GroupValue } from './usage.js';

/** The group that a charge belongs to, for models that rate by group. */
export type Grouping = { readonly key: string; readonly value: GroupValue };

type Common = {
  readonly name: string;
  /** The billable quantity of this part, e.g. units inside the tier, or packages. */
  readonly quantity: Decimal;
  /** Per unit of `quantity`. */
  readonly unit_amount: Decimal;
  /** Exact and before proration, in the price's currency. */
  readonly amount: Exact;
  readonly grouping: Grouping | null;
};

/** Units at one rate. */
export type UnitsCharge = Common & { readonly kind: 'units' };
/** Units (or packages, where `package_size` is set) that fall inside one tier; bounds are (first_unit, last_unit]. */
export type TierCharge = Common & {
  readonly kind: 'tier';
  readonly first_unit: Decimal;
  readonly last_unit: Decimal | null;
  readonly package_size: Decimal | null;
};
/** All units at the rate of the one tier that the whole quantity reached. */
export type VolumeCharge = Common & {
  readonly kind: 'volume';
  readonly first_unit: Decimal;
  readonly last_unit: Decimal | null;
};
/** Started packages; `quantity` counts packages, `metered` the units they hold. */
export type PackageCharge = Common & {
  readonly kind: 'package';
  readonly package_size: Decimal;
  readonly metered: Decimal;
};
/** Units of one matrix cell; all values null is the default cell. */
export type CellCharge = Common & {
  readonly kind: 'cell';
  readonly dimensions: readonly string[];
  readonly dimension_values: readonly (string | null)[];
  readonly is_default: boolean;
};
/** One total for the whole quantity, because it passed a threshold. */
export type ThresholdCharge = Common & { readonly kind: 'threshold'; readonly threshold: Decimal };

/** One part of a price's subtotal, with everything that explains its amount. */
export type Charge = UnitsCharge | TierCharge | VolumeCharge | PackageCharge | CellCharge | ThresholdCharge;

/** Whether a charge is shown as a sub line item; the others explain a subtotal that Orb shows without rows. */
export function isRow(charge: Charge): charge is TierCharge | CellCharge {
  return charge.kind === 'tier' || charge.kind === 'cell';
}

/** The fold that makes the subtotal: the amount of a price is nothing but the sum of its charges. */
export function sumCharges(charges: readonly Charge[]): Exact {
  // From the first amount rather than from zero, because most prices have one charge only.
  let sum = charges[0]?.amount ?? zero;
  for (let position = 1; position < charges.length; position += 1) {
    sum = addExact(sum, (charges[position] as Charge).amount);
  }
  return sum;
}

/** A charge of units at one rate. */
export function unitsCharge(quantity: Decimal, unit_amount: Decimal): UnitsCharge {
  return {
    kind: 'units',
    name: 'Units',
    quantity,
    unit_amount,
    amount: multiply(quantity, unit_amount),
    grouping: null,
  };
}
