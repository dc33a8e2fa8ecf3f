import { add, compare, subtract, toNumber, type Decimal } from '../decimal/index.js';
import { filledUp } from './parts/packages.js';

/** Packages of a size that are counted from beyond some free units. */
export type PackageSteps = { readonly size: Decimal; readonly free: Decimal };

/** Quantities, `from` < `to`. */
export type QuantitySpan = { readonly from: Decimal; readonly to: Decimal };

/** How many steps there are between two quantities, as a number. */
export function countSteps(steps: PackageSteps | null, { from, to }: QuantitySpan): number {
  return steps === null ? 0 : toNumber(subtract(to, from)) / toNumber(steps.size);
}

/** Where packages end inside a span, rising, and where the free units do. The caller has counted them. */
export function stepsBetween({ size, free }: PackageSteps, { from, to }: QuantitySpan): readonly Decimal[] {
  const ends: Decimal[] = [];
  const first = compare(from, free) <= 0 ? free : add(filledUp(subtract(from, free), size), free);
  for (let end = first; compare(end, to) < 0; end = add(end, size)) ends.push(end);
  return ends;
}
