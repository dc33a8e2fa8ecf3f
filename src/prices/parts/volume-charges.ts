import { multiply, type Decimal } from '../../decimal/index.js';
import type { VolumeCharge } from '../charge.js';
import { tierHolding, type Tier } from './tiers.js';

/** Charges the whole quantity at the rate of the one tier that holds it. */
export function volumeCharges(tiers: readonly Tier[], quantity: Decimal): readonly VolumeCharge[] {
  return [volumeCharge(tierHolding(tiers, quantity), quantity)];
}

/** Charges a quantity at the rate of a tier. */
export function volumeCharge({ lower, upper, rate }: Tier, quantity: Decimal): VolumeCharge {
  return {
    kind: 'volume',
    name: 'Units',
    quantity,
    unit_amount: rate,
    amount: multiply(quantity, rate),
    grouping: null,
    first_unit: lower,
    last_unit: upper,
  };
}
