import type { Problem } from './problem.js';

/** An answer as JSON; 204 has no body. */
export function answer(status: number, value: unknown): Response {
  if (status === 204) return new Response(null, { status });
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });
}

/** A refusal, with what a client has to know to go on. */
export function refusal(problem: Problem): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  // Clients try again after a conflict unless told that it would end the same.
  if (problem.status === 409) headers.set('x-should-retry', 'false');
  if (problem.status === 401) headers.set('www-authenticate', 'Bearer');
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
