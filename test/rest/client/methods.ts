import type Orb from 'orb-billing';

type Resource = Readonly<Record<string, unknown>> & { readonly _client: Orb };

function isResource(value: unknown): value is Resource {
  return typeof value === 'object' && value !== null && '_client' in value;
}

/** Every resource of the client, with its path: `customers.credits.ledger`. */
function* resourcesOf(owner: object, path = ''): Generator<readonly [string, Resource]> {
  for (const [name, value] of Object.entries(owner)) {
    if (!isResource(value)) continue;
    yield [`${path}${name}`, value];
    yield* resourcesOf(value, `${path}${name}.`);
  }
}

/** Every method of the client that calls the API; what verifies webhooks calls nothing. */
export function methodsOf(client: Orb): readonly string[] {
  return [...resourcesOf(client)].flatMap(([path, resource]) =>
    path === 'webhooks' ? [] : methodNames(resource).map((name) => `${path}.${name}`),
  );
}

/** Notes, from now on, which of the client's methods are called. */
export function noteCalls(client: Orb): ReadonlySet<string> {
  const called = new Set<string>();
  for (const [path, resource] of resourcesOf(client)) {
    for (const name of methodNames(resource)) {
      const method = resource[name] as (...given: unknown[]) => unknown;
      Object.defineProperty(resource, name, {
        value: (...given: unknown[]) => {
          called.add(`${path}.${name}`);
          return method.apply(resource, given);
        },
      });
    }
  }
  return called;
}

function methodNames(resource: object): readonly string[] {
  return Object.getOwnPropertyNames(Object.getPrototypeOf(resource)).filter((name) => name !== 'constructor');
}
