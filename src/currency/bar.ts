/**
 * A bar that exactly `count` of the numbers are above: whole ones that are not negative, below `limit`, and each another.
 *
 * Halving what is left between two bars takes as many looks as the numbers need to be told apart, each of them quicker than
 * a step of sorting: it counts, and takes no turn that a processor could not foresee.
 */
export function barBelow(numbers: readonly number[], count: number, limit: number): number {
  let [low, high] = [-1, limit - 1];
  // Bounded by the binary digits of the limit: between bars next to each other there is at most one number.
  for (;;) {
    const bar = low + Math.floor((high - low) / 2);
    const above = countAbove(numbers, bar);
    if (above === count) return bar;
    if (above > count) low = bar;
    else high = bar;
  }
}

function countAbove(numbers: readonly number[], bar: number): number {
  let count = 0;
  for (let position = 0; position < numbers.length; position += 1) count += Number((numbers[position] as number) > bar);
  return count;
}
