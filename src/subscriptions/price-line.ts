/** Every price of the versions of a plan that are known, by its id, with the one that it stands in for; null: none. */
export type Replacements = ReadonlyMap<string, string | null>;

/** What a price stands in for, through one version after another: the nearest first, itself left out. */
export function formersOf(id: string, replacements: Replacements): readonly string[] {
  const formers = new Set<string>();
  let former = replacements.get(id) ?? null;
  // Prices that stand in for each other in a circle are walked once.
  while (former !== null && !formers.has(former)) {
    formers.add(former);
    former = replacements.get(former) ?? null;
  }
  return [...formers];
}

/** Whether one of two prices has come in the place of the other, or is it: a move may also lead back to an older version. */
export function isOfOneLine(a: string, b: string, replacements: Replacements): boolean {
  return a === b || formersOf(a, replacements).includes(b) || formersOf(b, replacements).includes(a);
}
