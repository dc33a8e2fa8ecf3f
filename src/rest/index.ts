/**
 * The API over HTTP, on web standards alone: a request in, a response out.
 *
 * Owns the table of routes, the grammar of paths, queries and bodies, who may call, and how refusals are told. Does not
 * own what operations do (services) and opens no port. Invariants: nobody gets in unless `authenticate` names their
 * account; every answer is the API's; what went wrong inside is never told outside.
 *
 * @module rest
 */
export { createHandler } from './create-handler.js';
export type { HandlerOptions } from './settings.js';
export { allRoutes } from './all-routes.js';
export type { Method, Route } from './routes/route.js';
export type { Parameter, Parameters } from './query-grammar.js';
