/**
 * The API over HTTP, on web standards alone: a request in, a response out; the portal of customers; the outbox as webhooks.
 *
 * Owns the table of routes and how it describes itself, the grammar of paths, queries and bodies, who may call, how refusals
 * are told, and how the links of a portal are signed and answered. Does not own what operations do (services) nor how pages
 * look (pictures), and opens no port. Invariants: nobody gets in unless `authenticate` names their account, or a link that
 * was signed here names their session, by which they can only read; every answer to an operation is the API's; what went
 * wrong inside is never told outside; a webhook leaves the outbox only when everybody took it.
 *
 * @module rest
 */
export { createHandler } from './create-handler.js';
export type { HandlerOptions } from './settings.js';
export { createPortal, type CustomerPortal, type PortalOptions } from './portal/create-portal.js';
export { signWebhook, type WebhookHeaders, type WebhookToSign } from './webhooks/sign-webhook.js';
export { deliverWebhooks, type DeliverWebhooksInput, type WebhookDelivery } from './webhooks/deliver-webhooks.js';
export type { WebhookEndpoint, WebhookFailure } from './webhooks/send.js';
export { describeApi, type ApiDescription, type DescribeApiOptions } from './description/describe-api.js';
export { allRoutes } from './all-routes.js';
export type { Method, Route } from './routes/route.js';
export type { Parameter, Parameters } from './query-grammar.js';
