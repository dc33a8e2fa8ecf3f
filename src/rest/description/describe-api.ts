import type { JsonDocument } from '../../repository/index.js';
import { allRoutes } from '../all-routes.js';
import { portalRoutes } from '../portal/portal-routes.js';
import { aliasRoutes } from '../routes/aliases.js';
import type { Route } from '../routes/route.js';
import { describeComponents } from './components.js';
import { describeOperation, pathParameters, queryParameters, type Described } from './describe-operation.js';

export type DescribeApiOptions = {
  /** Where the API is mounted, such as `/v1` or `https://billing.example.com/v1`; `/v1` unless given. */
  readonly url?: string | undefined;
  /** What the API is called; `Billing API` unless given. */
  readonly title?: string | undefined;
};

/**
 * Describes what `createHandler` serves as an OpenAPI 3.1 document, from the table of routes itself: paths, parameters of
 * path, query and header, which bodies are carried, statuses, the form of refusals, and the pages of a portal.
 *
 * What stands in bodies and answers is Orb's, and its reference says it; `docs/differences-from-orb.md` says what differs.
 *
 * @example
 * ```ts
 * import { describeApi } from 'reckoner/rest';
 *
 * const api = describeApi({ url: 'https://billing.example.com/v1' });
 * api.openapi; // → '3.1.0'
 * Object.keys(api.paths['/customers'] ?? {}); // → ['get', 'post']
 * ```
 */
export function describeApi({ url = '/v1', title = 'Billing API' }: DescribeApiOptions = {}): ApiDescription {
  return {
    openapi: '3.1.0',
    info: {
      title,
      version: '1',
      description: 'Orb’s API, served by Reckoner. What is not said here is said by the reference of Orb’s API.',
    },
    externalDocs: { url: 'https://docs.withorb.com/' },
    servers: [{ url }],
    security: [{ ApiKey: [] }],
    paths: describePaths(),
    components: describeComponents(),
  };
}

/** An OpenAPI document. */
export type ApiDescription = JsonDocument & {
  readonly openapi: string;
  readonly paths: { readonly [path: string]: { readonly [method: string]: JsonDocument } };
};

function describePaths(): ApiDescription['paths'] {
  const paths = new Map<string, Map<string, JsonDocument>>();
  const add = ({ path, method }: Route, operation: JsonDocument): void => {
    const methods = paths.get(path) ?? new Map<string, JsonDocument>();
    paths.set(path, methods.set(method.toLowerCase(), operation));
  };
  for (const route of allRoutes) add(route, describeOperation(describedRoute(route)));
  for (const route of portalRoutes) add(route, describePage(route));
  return Object.fromEntries([...paths].map(([path, methods]) => [path, Object.fromEntries(methods)]));
}

/** An alias is an operation of its own, because each has to have an id that no other has. */
function describedRoute(route: Route): Described {
  if (!aliasRoutes.includes(route)) return { route, operationId: route.operation };
  const original = allRoutes.find(({ operation }) => operation === route.operation && operation !== 'create-alert');
  if (original === undefined || original === route) {
    return { route, operationId: route.operation, aside: 'Says in its body whose alert it is.' };
  }
  const aside = `The same as ${original.method} ${original.path}.`;
  return { route, operationId: `${route.operation}-alias`, aside };
}

function describePage(route: Route): JsonDocument {
  const page = { $ref: '#/components/responses/Page' };
  return {
    operationId: route.operation,
    summary: 'A page of the portal, for whoever has its link',
    tags: ['portal'],
    security: [],
    parameters: [...pathParameters(route), ...queryParameters(route.query)],
    responses: { 200: page, 404: page, 405: page, 500: page, 503: page },
  };
}
