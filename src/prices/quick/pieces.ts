import { add, divide, multiply, one, subtract, zero, type Decimal } from '../../decimal/index.js';
import { overage } from '../parts/overage.js';
import { packagesFor } from '../parts/packages.js';
import type { CountedPackages, Schedule } from '../parts/schedule.js';
import { tierHolding, type Tier, type TierBounds } from '../parts/tiers.js';

/** Where an amount is a straight line, up to `upper` inclusive (null: without end): `base` + (count − `lower`) · `rate`. */
export type Piece = TierBounds & { readonly base: Decimal; readonly rate: Decimal };

/** A schedule as straight pieces, rising from 0; their count is the quantity, or the packages it starts. */
export type Pieces = { readonly pieces: readonly Piece[]; readonly packages: CountedPackages | null };

/** Works out the pieces of a schedule. */
export function piecesOf(schedule: Schedule): Pieces {
  const packages = 'packages' in schedule ? schedule.packages : null;
  return { pieces: straight(schedule, packages?.size ?? one), packages };
}

function straight(schedule: Schedule, size: Decimal): readonly Piece[] {
  if (schedule.kind === 'rate') return [{ lower: zero, upper: null, base: zero, rate: schedule.rate }];
  if (schedule.kind === 'graduated') return graduated(schedule.tiers, size);
  if (schedule.kind === 'volume') {
    return schedule.tiers.map(({ upper, rate }) => ({ lower: zero, upper, base: zero, rate }));
  }
  const totals = [zero, ...schedule.rows.map(({ total_amount }) => total_amount)];
  // A threshold belongs to what is before it, because it has to be passed (D10).
  return totals.map((base, at) => ({ lower: zero, upper: schedule.rows[at]?.threshold ?? null, base, rate: zero }));
}

/** Each piece begins at what the tiers below it cost in full. */
function graduated(tiers: readonly Tier[], size: Decimal): readonly Piece[] {
  let base = zero;
  return tiers.map(({ lower, upper, rate }) => {
    const piece = { lower: counted(lower, size), upper: upper && counted(upper, size), base, rate };
    if (piece.upper !== null) base = add(base, multiply(subtract(piece.upper, piece.lower), rate));
    return piece;
  });
}

/** A bound in packages: it was checked to be a whole number of them. */
function counted(bound: Decimal, size: Decimal): Decimal {
  return size === one ? bound : divide(bound, size, 0, 'half_up');
}

/** What a quantity costs, exactly. */
export function amountAt({ pieces, packages }: Pieces, quantity: Decimal): Decimal {
  const count = packages === null ? quantity : packagesFor(overage(quantity, packages.free), packages.size);
  const { lower, base, rate } = tierHolding(pieces, count);
  return add(base, multiply(subtract(count, lower), rate));
}
