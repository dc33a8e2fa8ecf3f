import { isObject } from '../errors/index.js';
import type { JsonDocument } from '../repository/index.js';
import { problemOf, type Problem } from './problem.js';
import type { Route } from './routes/route.js';

type ReadBody = { readonly body: JsonDocument | null } | { readonly problem: Problem };

/** Reads the JSON object that a request carries, if the route takes one, and never more of it than the limit. */
export async function readBody(request: Request, route: Route, most_bytes: number): Promise<ReadBody> {
  const text = await readText(request, most_bytes);
  if (text === null) {
    const detail = `The body is larger than ${most_bytes} bytes; send less at a time.`;
    return { problem: problemOf('request_too_large', detail) };
  }
  if (route.body === 'none' || text.trim() === '') return withoutBody(route, text);
  if (!isJson(request)) {
    return { problem: invalid('The content type is not JSON; send application/json.') };
  }
  const value = parsed(text);
  if (value === undefined) return { problem: invalid('The body is no valid JSON.') };
  if (!isObject(value)) return { problem: invalid('The body is no JSON object; send { … }.') };
  return { body: value };
}

// What a client sends where it has nothing to say.
const empty = ['', '{}', 'null'];

function withoutBody(route: Route, text: string): ReadBody {
  if (route.body === 'required') return { problem: invalid('The body is missing; send a JSON object.') };
  if (empty.includes(text.trim())) return { body: null };
  return { problem: invalid('This operation takes no body; send none.') };
}

/** The text of a body, or null if there is more of it than allowed: what is beyond is not read. */
async function readText(request: Request, most_bytes: number): Promise<string | null> {
  if (request.body === null) return '';
  if (Number(request.headers.get('content-length') ?? 0) > most_bytes) return null;
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of chunksOf(request.body)) {
    bytes += chunk.byteLength;
    if (bytes > most_bytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** The chunks of a stream, which is told when no more of it is wanted. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function isJson(request: Request): boolean {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  return type === 'application/json' || (type.startsWith('application/') && type.endsWith('+json'));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function invalid(detail: string): Problem {
  return problemOf('request_validation', detail, [detail]);
}
