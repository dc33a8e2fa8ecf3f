/** Our own bug: something that the code guarantees did not hold. Never caused by input; please report it. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** States a guarantee of the code; throws `InvariantError` when it does not hold. */
export function invariant(condition: boolean, guarantee: string): asserts condition {
  if (!condition) throw new InvariantError(guarantee);
}
