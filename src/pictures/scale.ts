/** A straight map from values to coordinates. Coordinates are for the eye alone, so plain numbers serve. */
export type Scale = (value: number) => number;

/** From one range onto another; a range of values without extent is drawn in the middle. */
export function linearScale(values: readonly [from: number, to: number], places: readonly [number, number]): Scale {
  const [from, to] = values;
  const [start, end] = places;
  if (from === to) return () => (start + end) / 2;
  return (value) => start + ((value - from) / (to - from)) * (end - start);
}

/**
 * Round values from at most `from` to at least `to`, about `count` of them, 1, 2 or 5 times a power of ten apart.
 *
 * @example
 * ```ts
 * import { niceTicks } from 'reckoner/pictures';
 * niceTicks(0, 870, 5); // → [0, 200, 400, 600, 800, 1000]
 * niceTicks(-0.3, 0.4, 4); // → [-0.4, -0.2, 0, 0.2, 0.4]
 * ```
 */
export function niceTicks(from: number, to: number, count: number): readonly number[] {
  if (!(to > from)) return [from];
  const power = Math.floor(Math.log10((to - from) / count));
  const factor = [1, 2, 5, 10].find((units) => units * 10 ** power * count >= to - from) ?? 10;
  const step = { units: factor, power };
  const first = Math.floor(from / (factor * 10 ** power));
  const last = Math.ceil(to / (factor * 10 ** power));
  return Array.from({ length: last - first + 1 }, (_, index) => stepAt(first + index, step));
}

/** A whole number of steps; dividing by a power of ten gives the nearest double, where multiplying by 0.1 does not. */
function stepAt(index: number, { units, power }: { readonly units: number; readonly power: number }): number {
  const value = index * units + 0;
  return power < 0 ? value / 10 ** -power : value * 10 ** power;
}
