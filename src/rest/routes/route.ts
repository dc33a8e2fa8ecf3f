import type { Parameters } from '../query-grammar.js';

/** How an operation is called. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One line of the table: what is called how, and with what it answers when all is well. */
export type Route = {
  readonly method: Method;
  /** Segments in braces take any value: `/plans/{plan_id}`. */
  readonly path: string;
  /** The operation's name in the API description. */
  readonly operation: string;
  readonly query: Parameters;
  /** Whether a request carries a JSON object. */
  readonly body: 'none' | 'optional' | 'required';
  /** 204 answers without a body. */
  readonly status: 200 | 201 | 204;
};

/** A line of the table: without query and body, and answered by 200, unless told otherwise. */
export function route(
  call: `${Method} /${string}`,
  operation: string,
  { query = {}, body = 'none', status = 200 }: Partial<Pick<Route, 'query' | 'body' | 'status'>> = {},
): Route {
  const [method, path] = call.split(' ') as [Method, string];
  return { method, path, operation, query, body, status };
}
