import { refuse, type Issues } from '../errors/index.js';
import type { JsonDocument } from '../repository/index.js';
import { operationIds, type BillingService, type CallContext, type OperationId } from '../service/index.js';
import { addressAlert, type Addressed } from './alert-scope.js';
import { allRoutes } from './all-routes.js';
import { routeFinder, type FoundRoute } from './find-route.js';
import { isPortalPath, servePortal } from './portal/serve-portal.js';
import { problemOf, type Problem } from './problem.js';
import { problemOfError } from './problem-of-error.js';
import { readBody } from './read-body.js';
import { readQuery } from './read-query.js';
import { answer, refusal } from './respond.js';
import type { HandlerOptions } from './settings.js';

const usualMostBytes = 10_000_000;
const findRoute = /*#__PURE__*/ routeFinder(allRoutes);

/**
 * Serves the API on web standards alone: mount it in any server that speaks `Request` and `Response`.
 *
 * Nobody gets in by default: `authenticate` names the account of a request, and null is answered by 401. Refusals are
 * the API's error bodies with their `type`; what was our own mistake is a 500 that tells nothing of the inside, and goes
 * to `onError`.
 *
 * @returns a function that answers every request and never rejects
 * @example
 * ```ts
 * import { createMemoryRepository } from 'reckoner/repository';
 * import { createHandler } from 'reckoner/rest';
 * import { createBillingService } from 'reckoner/service';
 *
 * const service = createBillingService({
 *   repository: createMemoryRepository(),
 *   now: () => '2026-01-01T00:00:00Z',
 *   account: { id: 'demo' },
 * });
 * const handler = createHandler({
 *   service,
 *   authenticate: (request) => (request.headers.get('authorization') === 'Bearer a-secret-key' ? 'demo' : null),
 *   base_path: '/v1',
 * });
 * const response = await handler(new Request('https://billing.test/v1/customers'));
 * response.status; // → 401
 * ```
 */
export function createHandler(options: HandlerOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      return await handle(options, request);
    } catch (error) {
      const problem = problemOfError(error);
      if (problem.status === 500) options.onError?.(error, request);
      return refusal(problem);
    }
  };
}

async function handle(options: HandlerOptions, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const path = pathBelow(pathname, options.base_path ?? '');
  const { service, portal, onError } = options;
  // A portal's pages are for whoever has a link, who has no key.
  if (portal !== undefined && isPortalPath(path)) return servePortal({ service, portal, onError }, request, path);
  const account = await options.authenticate(request);
  if (account === null) return refusal(problemOf('unauthenticated', 'Send a valid key: Authorization: Bearer …'));
  const found = findRoute(request.method, path);
  if ('allowed' in found) return refusal(notServed(request.method, pathname, found.allowed));
  return call(options, found, { request, account });
}

type Caller = { readonly request: Request; readonly account: string };

/** Calls the operation that was found with what the request says. */
async function call(options: HandlerOptions, found: FoundRoute, { request, account }: Caller): Promise<Response> {
  const issues: Issues = [];
  const query = readQuery(new URL(request.url).searchParams, found.route.query, issues);
  const read = await readBody(request, found.route, options.most_bytes ?? usualMostBytes);
  if ('problem' in read) return refusal(read.problem);
  refuse(issues);
  const { operation, params } = addressed(found, query, read.body);
  const perform = functionOf(options.service, operation);
  if (perform === undefined) {
    return refusal(problemOf('feature_not_available', `The service does not offer ${operation}.`));
  }
  return answer(found.route.status, await perform(params, contextOf(request, account)));
}

/** What is called with what: parameters of path and query as keys, the body as `body`. */
function addressed({ route, path }: FoundRoute, query: JsonDocument, body: JsonDocument | null): Addressed {
  if (route.operation === 'create-alert') return addressAlert(body ?? {});
  return { operation: route.operation, params: { ...query, ...path, ...(body && { body }) } };
}

type Perform = (params: object, context: CallContext) => Promise<unknown>;

/** The function of the service behind an operation. What its parameters may be is the function's to refuse. */
function functionOf(service: BillingService, operation: string): Perform | undefined {
  return service[operationIds[operation as OperationId]] as Perform | undefined;
}

/** The part of a path that the table knows; an empty one where the request is not below the base path. */
function pathBelow(path: string, base: string): string {
  return path === base || path.startsWith(`${base}/`) ? path.slice(base.length) : '';
}

function notServed(method: string, path: string, allowed: readonly string[]): Problem {
  const detail =
    allowed.length === 0
      ? `Nothing is served at ${path}.`
      : `${method} is not served at ${path}; ${allowed.join(' and ')} ${allowed.length === 1 ? 'is' : 'are'}.`;
  return problemOf('url_not_found', detail);
}

function contextOf(request: Request, account_id: string): CallContext {
  return {
    account_id,
    idempotency_key: request.headers.get('idempotency-key'),
    creates_pending_change: request.headers.get('create-pending-subscription-change')?.toLowerCase() === 'true',
  };
}
