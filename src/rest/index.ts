/**
 * The API over HTTP, on web standards alone: a request in, a response out; and the outbox as webhooks.
 *
 * Owns the table of routes, the grammar of paths, queries and bodies, who may call, and how refusals are told. Does not
 * own what operations do (services) and opens no port. Invariants: nobody gets in unless `authenticate` names their
 * account; every answer is the API's; what went wrong inside is never told outside; a webhook leaves the outbox only when
 * everybody took it.
 *
 * @module rest
 */
export { createHandler } from './create-handler.js';
export type { HandlerOptions } from './settings.js';
export { signWebhook, type WebhookHeaders, type WebhookToSign } from './webhooks/sign-webhook.js';
export { deliverWebhooks, type DeliverWebhooksInput, type WebhookDelivery } from './webhooks/deliver-webhooks.js';
export type { WebhookEndpoint, WebhookFailure } from './webhooks/send.js';
export { allRoutes } from './all-routes.js';
export type { Method, Route } from './routes/route.js';
export type { Parameter, Parameters } from './query-grammar.js';
