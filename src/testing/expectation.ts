/** Fails unless two values are the same JSON; the order of keys does not matter. */
export function expectSame(found: unknown, expected: unknown, what: string): void {
  const [a, b] = [textOf(found), textOf(expected)];
  if (a !== b) throw new Error(`${what}: expected ${b}, found ${a}`);
}

/** Fails unless an action rejects in a way that a check recognises. */
export async function expectRejection(
  action: () => Promise<unknown>,
  recognises: (error: unknown) => boolean,
  what: string,
): Promise<void> {
  let outcome: unknown;
  try {
    outcome = textOf(await action());
  } catch (error) {
    if (recognises(error)) return;
    outcome = error;
  }
  throw new Error(`${what}: expected a refusal, found ${String(outcome)}`);
}

function textOf(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? 'undefined';
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, sorted(member)]);
}
