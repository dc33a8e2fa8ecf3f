import {
  addExact,
  isZeroExact,
  multiply,
  multiplyExact,
  one,
  sumExact,
  zero,
  type Decimal,
  type Exact,
} from '../decimal/index.js';
import type { GroupValue } from './usage.js';

/** The group that a charge belongs to, for models that rate by group. */
export type Grouping = { readonly key: string; readonly value: GroupValue };

type Common = {
  readonly name: string;
  /** The billable quantity of this part, e.g. units inside the tier, or packages. */
  readonly quantity: Exact;
  /** Exact and before proration, in the price's currency. */
  readonly amount: Exact;
  readonly grouping: Grouping | null;
};

/** Charges of one rate: `unit_amount` is per unit of `quantity`. */
type Rated = Common & { readonly unit_amount: Decimal };

/** Units at one rate. */
export type UnitsCharge = Rated & { readonly kind: 'units' };
/** Units (or packages, where `package_size` is set) that fall inside one tier; bounds are (first_unit, last_unit]. */
export type TierCharge = Rated & {
  readonly kind: 'tier';
  readonly first_unit: Decimal;
  readonly last_unit: Decimal | null;
  readonly package_size: Decimal | null;
};
/** All units at the rate of the one tier that the whole quantity reached. */
export type VolumeCharge = Rated & {
  readonly kind: 'volume';
  readonly first_unit: Decimal;
  readonly last_unit: Decimal | null;
};
/** Started packages; `quantity` counts packages, `metered` the units they hold. */
export type PackageCharge = Rated & {
  readonly kind: 'package';
  readonly package_size: Decimal;
  readonly metered: Decimal;
};
/** Units of one matrix cell; all values null is the default cell. */
export type CellCharge = Rated & {
  readonly kind: 'cell';
  readonly dimensions: readonly string[];
  readonly dimension_values: readonly (string | null)[];
  readonly is_default: boolean;
  /** The quantity times the cell's factor, which is what `unit_amount` is per; null in a model without factors. */
  readonly scaled_quantity: Decimal | null;
};
/** One total for the whole quantity, because it passed a threshold. */
export type ThresholdCharge = Rated & { readonly kind: 'threshold'; readonly threshold: Decimal };

/** One step of an amount: a name for people, and the factors whose product it is. */
export type ChargePart = { readonly name: string; readonly factors: readonly Exact[] };

/** An amount that is the sum of its parts: a row of its own (`group`), or what a line without rows costs (`amount`). */
export type PartsCharge = Common & { readonly kind: 'group' | 'amount'; readonly parts: readonly ChargePart[] };

/** One part of a price's subtotal, with everything that explains its amount. */
export type Charge =
  UnitsCharge | TierCharge | VolumeCharge | PackageCharge | CellCharge | ThresholdCharge | PartsCharge;

/** A charge that is shown as a sub line item. */
export type RowCharge = TierCharge | CellCharge | (PartsCharge & { readonly kind: 'group' });

/** Whether a charge is shown as a sub line item; the others explain a subtotal that Orb shows without rows. */
export function isRow(charge: Charge): charge is RowCharge {
  return charge.kind === 'tier' || charge.kind === 'cell' || charge.kind === 'group';
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

/** A part: its name, and the factors that make it. */
export function part(name: string, ...factors: readonly Exact[]): ChargePart {
  return { name, factors };
}

type Row = { readonly name: string; readonly quantity: Exact; readonly grouping?: Grouping | null };

/** A row that is the sum of its parts. */
export function rowCharge({ name, quantity, grouping = null }: Row, ...parts: readonly ChargePart[]): PartsCharge {
  const amount = sumExact(parts.map(({ factors }) => factors.reduce(multiplyExact)));
  return { kind: 'group', name, quantity, amount, grouping, parts };
}

/** What a line without rows costs. */
export function amountCharge(quantity: Exact, ...parts: readonly ChargePart[]): PartsCharge {
  return { ...rowCharge({ name: 'Amount', quantity }, ...parts), kind: 'amount' };
}

/** Usage that nothing matches: shown last and free, so that nothing vanishes (F6). */
export function unmatchedCharge(quantity: Decimal): PartsCharge {
  return rowCharge({ name: 'Unmatched', quantity }, part('free', quantity, zero));
}

/** Charges without rows that say nothing: those of no quantity and no amount (§2.1). */
export function withoutEmpty<C extends Charge>(charges: readonly C[]): readonly C[] {
  return charges.filter(({ quantity, amount }) => !isZeroExact(quantity) || !isZeroExact(amount));
}

/** A row of quantity one, such as a shortfall or a discount (§2.1). */
export function singleCharge(name: string, ...parts: readonly ChargePart[]): PartsCharge {
  return rowCharge({ name, quantity: one }, ...parts);
}
