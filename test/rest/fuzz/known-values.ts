/** What a request can name that is there: values by the name of the parameter or field that holds them. */
export type KnownValues = ReadonlyMap<string, readonly string[]>;

/** Collects values by name while requests and answers go by. */
export function collectValues() {
  const found = new Map<string, Set<string>>();
  const note = (name: string, value: unknown): void => {
    if (typeof value !== 'string' || value === '') return;
    found.set(name, (found.get(name) ?? new Set()).add(value));
  };
  const noteAll = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      note(name, member);
      noteAll(member);
    }
  };
  return {
    note,
    noteAll,
    values: (): KnownValues => new Map([...found].map(([name, values]) => [name, [...values].slice(-12)])),
  };
}
