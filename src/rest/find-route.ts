import type { Route } from './routes/route.js';

/** A route that a request matches, with what stands at the braces of its path. */
export type FoundRoute = { readonly route: Route; readonly path: { readonly [name: string]: string } };

/** A step of the tree of paths: by literal segment, by any segment, and what ends here, by method. */
type Step = {
  readonly literal: Map<string, Step>;
  any: Step | null;
  readonly routes: Map<string, Route>;
};

/** What a request asks for: a route, nothing known, or a path known under other methods. */
export type Search = FoundRoute | { readonly allowed: readonly string[] };

/**
 * Prepares the search of a route by method and path. Literal segments win over `{id}`; where the literal branch leads
 * nowhere the other is tried, so that an id may be called like a literal segment.
 */
export function routeFinder(routes: readonly Route[]): (method: string, path: string) => Search {
  const root = newStep();
  for (const route of routes) plant(root, route);
  return (method, path) => {
    const segments = readSegments(path);
    const ends = segments === null ? [] : [...endsOf(root, segments)];
    for (const end of ends) {
      const route = end.routes.get(method);
      if (route !== undefined) return { route, path: valuesAt(route, segments ?? []) };
    }
    return { allowed: ends.flatMap((end) => [...end.routes.keys()]) };
  };
}

function newStep(): Step {
  return { literal: new Map(), any: null, routes: new Map() };
}

function plant(root: Step, route: Route): void {
  let step = root;
  for (const segment of segmentsOf(route.path)) {
    const next = (isPlaceholder(segment) ? step.any : step.literal.get(segment)) ?? newStep();
    if (isPlaceholder(segment)) step.any = next;
    else step.literal.set(segment, next);
    step = next;
  }
  step.routes.set(route.method, route);
}

function* endsOf(step: Step, segments: readonly string[]): Generator<Step> {
  const [segment, ...rest] = segments;
  if (segment === undefined) {
    if (step.routes.size > 0) yield step;
    return;
  }
  const literal = step.literal.get(segment);
  if (literal !== undefined) yield* endsOf(literal, rest);
  if (step.any !== null) yield* endsOf(step.any, rest);
}

function valuesAt(route: Route, segments: readonly string[]): FoundRoute['path'] {
  const named = segmentsOf(route.path).map((segment, position) => [segment, segments[position] ?? ''] as const);
  return Object.fromEntries(
    named.filter(([segment]) => isPlaceholder(segment)).map(([segment, value]) => [segment.slice(1, -1), value]),
  );
}

// No path of the table is as long; the search branches at most twice per segment.
const mostSegments = 8;

/** The segments, each decoded once; null where one is empty, has no meaning, or there are too many. */
function readSegments(path: string): readonly string[] | null {
  const encoded = segmentsOf(path);
  if (encoded.length > mostSegments) return null;
  const segments = encoded.map(decoded);
  return segments.every((segment): segment is string => segment !== null && segment !== '') ? segments : null;
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').slice(1);
}

function isPlaceholder(segment: string): boolean {
  return segment.startsWith('{');
}
