/** Gives one unit each to the `count` largest remainders, ties in the order of the list (§1.1). */
export function giveLargest(floors: number[], rests: readonly number[], count: number): void {
  // The least remainder that still gets a unit; of several equal to it, the first ones do.
  const least = sorted(rests)[rests.length - count] ?? 0;
  let ties = count - countAbove(rests, least);
  for (let position = 0; position < rests.length; position += 1) {
    const rest = rests[position] as number;
    const isTie = rest === least && ties > 0;
    if (isTie) ties -= 1;
    if (isTie || rest > least) floors[position] = (floors[position] as number) + 1;
  }
}

function countAbove(numbers: readonly number[], least: number): number {
  let count = 0;
  for (const number of numbers) if (number > least) count += 1;
  return count;
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
