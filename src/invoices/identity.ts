/**
 * An id that is its identity (D25): a kind and its parts joined by `:`, with `%` and `:` inside a part percent-encoded.
 *
 * The same parts always give the same id, so a re-run gives the same document; nothing is hashed, so a person can read it.
 */
export function identity(kind: string, ...parts: readonly string[]): string {
  return [kind, ...parts.map(encoded)].join(':');
}

function encoded(part: string): string {
  return part.replaceAll('%', '%25').replaceAll(':', '%3A');
}
