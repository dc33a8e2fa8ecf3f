/** Gives one unit each to the `count` largest remainders, ties in the order of the list (§1.1). */
export function giveLargest(floors: number[], rests: readonly number[], count: number): void {
  // The least remainder that still gets a unit; of several equal to it, the first ones do.
  const least = sorted(rests)[rests.length - count] ?? 0;
  let equal = count;
  for (const rest of rests) if (rest > least) equal -= 1;
  for (let position = 0; position < rests.length; position += 1) {
    const rest = rests[position] as number;
    const isGiven = rest > least || (rest === least && equal > 0);
    if (rest === least) equal -= 1;
    if (isGiven) floors[position] = (floors[position] as number) + 1;
  }
}

// Up to so many, moving numbers one by one is quicker than having the engine sort them.
const few = 48;

function sorted(numbers: readonly number[]): ArrayLike<number> {
  if (numbers.length > few) return new Float64Array(numbers).sort();
  const inOrder = [...numbers];
  for (let next = 1; next < inOrder.length; next += 1) {
    const number = inOrder[next] as number;
    let position = next;
    while (position > 0 && (inOrder[position - 1] as number) > number) {
      inOrder[position] = inOrder[position - 1] as number;
      position -= 1;
    }
    inOrder[position] = number;
  }
  return inOrder;
}
