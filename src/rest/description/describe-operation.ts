import type { JsonDocument } from '../../repository/index.js';
import { requestFields, type OperationId } from '../../service/index.js';
import type { Parameters } from '../query-grammar.js';
import type { Route } from '../routes/route.js';
import { schemaOf } from './components.js';
import { neededPorts } from './needed-ports.js';

/** What a route is described as beside itself. */
export type Described = { readonly route: Route; readonly operationId: string; readonly aside?: string | undefined };

/** An operation as OpenAPI describes one. */
export function describeOperation({ route, operationId, aside }: Described): JsonDocument {
  const port = neededPorts[route.operation as OperationId];
  const needs = port === undefined ? [] : [`Needs the port \`${port}\` of the service; refused without it.`];
  const description = [...(aside === undefined ? [] : [aside]), ...needs].join(' ');
  return {
    operationId,
    summary: inWords(route.operation),
    ...(description === '' ? {} : { description }),
    tags: [route.path.split('/')[1]],
    parameters: [...pathParameters(route), ...queryParameters(route.query), ...headerParameters(route)],
    ...bodyOf(route),
    responses: { ...answerOf(route), ...refusals },
  };
}

function inWords(operation: string): string {
  const words = operation.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The parameters in the braces of a path. */
export function pathParameters({ path }: Route): readonly JsonDocument[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', minLength: 1 },
  }));
}

/** The parameters of a query. */
export function queryParameters(query: Parameters): readonly JsonDocument[] {
  return Object.entries(query).map(([name, { schema, is_list, is_required }]) => ({
    name,
    in: 'query',
    ...(is_required ? { required: true } : {}),
    schema: is_list ? { type: 'array', items: schema } : schema,
  }));
}

function headerParameters({ method, path }: Route): readonly JsonDocument[] {
  if (method === 'GET') return [];
  const names = path.startsWith('/subscriptions') ? ['IdempotencyKey', 'PendingChange'] : ['IdempotencyKey'];
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}

function bodyOf({ operation, body }: Route): JsonDocument {
  if (body === 'none') return {};
  const fields = requestFields(operation as OperationId);
  // Of an alias the operation says by its body which other it is.
  const schema = fields === null ? schemaOf('Document') : requestOf(fields);
  return { requestBody: { required: body === 'required', content: { 'application/json': { schema } } } };
}

/** What a request's object may have, which is refused with any other field. */
function requestOf(fields: readonly string[]): JsonDocument {
  const properties = Object.fromEntries(fields.map((name) => [name, {}]));
  return { allOf: [schemaOf('Document')], properties, unevaluatedProperties: false };
}

function answerOf({ status }: Route): JsonDocument {
  if (status === 204) return { 204: { description: 'Done.' } };
  const content = { 'application/json': { schema: schemaOf('Document') } };
  return { [status]: { description: status === 201 ? 'Created.' : 'As asked.', content } };
}

const refusal = { $ref: '#/components/responses/Refusal' };
const refusals: JsonDocument = { '4XX': refusal, 500: refusal };
