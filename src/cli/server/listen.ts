import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { CommandRefusal } from '../refusal.js';

type Handler = (request: Request) => Promise<Response>;

/** A server that listens: the port that it got, and how to stop it once the requests under way are answered. */
export type Listening = { readonly port: number; readonly close: () => Promise<void> };

/** How long requests under way may take once the server is to stop. */
const patience = 10_000;

/**
 * Serves a handler on a port of a host.
 *
 * @throws CommandRefusal if the system does not give the port
 */
export function listen(handler: Handler, place: { readonly host: string; readonly port: number }): Promise<Listening> {
  const server = createServer((message, response) => {
    void serve(handler, message).then(async (answer) => {
      // What is left of a body that was refused is not waited for, and a server that stops keeps nobody connected.
      const connection = message.complete && server.listening ? 'kept' : 'closed';
      await respond(response, answer, connection);
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const wanted = `${place.host}:${place.port}`;
      reject(
        new CommandRefusal(`${wanted}: cannot be listened at (${String(error.code)}); choose with --port and --host`),
      );
    });
    server.listen(place, () => {
      // A server on a port has an address with one; only a socket file has a text.
      resolve({ port: (server.address() as AddressInfo).port, close: () => stop(server) });
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), patience);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

async function serve(handler: Handler, message: IncomingMessage): Promise<Response> {
  const request = requestOf(message);
  return request === null ? new Response(null, { status: 400 }) : handler(request);
}

async function respond(response: ServerResponse, answer: Response, connection: 'kept' | 'closed'): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer());
  response.writeHead(answer.status, [
    ...[...answer.headers].flat(),
    ...(answer.status === 204 ? [] : ['content-length', String(body.byteLength)]),
    ...(connection === 'closed' ? ['connection', 'close'] : []),
  ]);
  response.end(body);
}

/** A message as a request; null for one that is none, such as a path that is no path. */
function requestOf(message: IncomingMessage): Request | null {
  const { method = 'GET', url = '' } = message;
  if (!url.startsWith('/') || leadsElsewhere(url)) return null;
  const hangUp = new AbortController();
  message.once('error', () => hangUp.abort());
  const hasBody = method !== 'GET' && method !== 'HEAD';
  try {
    // Which host was asked for is nobody's concern, and a path with two slashes must not become one.
    return new Request(`http://reckoner.invalid${url}`, {
      method,
      headers: headersOf(message),
      signal: hangUp.signal,
      ...(hasBody ? { body: Readable.toWeb(message) as ReadableStream<Uint8Array>, duplex: 'half' } : {}),
    });
  } catch {
    return null;
  }
}

/**
 * Whether a path has steps out of itself, which a `Request` would take at once: whoever stands before the server and lets
 * some paths through saw another one.
 */
function leadsElsewhere(url: string): boolean {
  const [path = ''] = url.split(/[?#]/, 1);
  return path.split(/[/\\]/).some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment)) || path.includes('\\');
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  }
  return headers;
}
