/** A sorted copy; the list itself stays as it is. */
export function inOrder<T>(items: Iterable<T>, compare: (left: T, right: T) => number): readonly T[] {
  const copy = [...items];
  copy.sort(compare);
  return copy;
}

/** The order of code units, which no locale changes. */
export function byCodeUnit(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
