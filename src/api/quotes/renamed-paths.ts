import { isBillingError, pathAt, refuse } from '../../errors/index.js';

/** Computes by another public function; what it refuses is said of the places that the caller knows. */
export function withPaths<T>(rename: (path: string) => string, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (!isBillingError(error)) throw error;
    refuse(error.issues.map((issue) => ({ ...issue, path: rename(issue.path) })));
    throw error;
  }
}

/** What drafting calls by names of its own: usage by price interval. */
export function pathOfDraft(uses: ReadonlyMap<string, { readonly key: string }>): (path: string) => string {
  const renamed = [...uses].map(([id, { key }]) => [pathAt('usage', id), pathAt('usage', key)] as const);
  return (path) => {
    const found = renamed.find(([own]) => path.startsWith(own));
    return found === undefined ? path : `${found[1]}${path.slice(found[0].length)}`;
  };
}
