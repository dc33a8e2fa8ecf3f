import { createHandler, type CustomerPortal } from '../../rest/index.js';
import { createBillingService } from '../../service/index.js';
import type { Environment } from '../environment.js';
import type { ServeOptions } from '../options.js';
import { accountId, serviceOptions } from './account.js';
import { keyOf, showsKey, type ServerKey } from './api-key.js';
import { deliverOutbox } from './deliver-outbox.js';
import { listen } from './listen.js';
import { openStore, type OpenStore } from './open-store.js';
import { endpointsOf, portalOf } from './signed-by-file.js';

/**
 * `reckoner serve`: Orb's API on a port, until it is told to stop; requests under way are answered first.
 *
 * @throws CommandRefusal if the database cannot be opened or the port is not to be had
 */
export async function runServeCommand(options: ServeOptions, environment: Environment): Promise<void> {
  const store = await openStore(options.place);
  try {
    await serveFrom(store, options, environment);
  } finally {
    await store.close();
  }
}

async function serveFrom(store: OpenStore, options: ServeOptions, environment: Environment): Promise<void> {
  const stop = environment.watchStop();
  try {
    const account = store.repository.account(accountId);
    const endpoints = await endpointsOf(options, environment);
    const portal = await portalOf(options, environment);
    const key = await keyOf(account, options.key);
    const listening = await listen(handlerOf(store, { key, portal }, environment), options);
    environment.stdout.write(describeServer({ ...options, port: listening.port }, key));
    const { signal } = stop;
    const delivered = endpoints.length === 0 ? null : deliverOutbox({ store: account, endpoints, environment, signal });
    await stopped(signal);
    await Promise.all([listening.close(), delivered]);
  } finally {
    stop.close();
  }
}

type Access = { readonly key: ServerKey; readonly portal: CustomerPortal | null };

function handlerOf(store: OpenStore, { key, portal }: Access, environment: Environment) {
  const opened = portal === null ? {} : { portal };
  return createHandler({
    service: createBillingService({ ...serviceOptions(store, environment), ...opened }),
    authenticate: (request) => (showsKey(request, key) ? accountId : null),
    base_path: '/v1',
    ...opened,
    onError: (error, { method, url, signal }) => {
      // Someone who hung up in the midst of a body is no fault, and nobody waits for the answer.
      if (signal.aborted) return;
      const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
      environment.stderr.write(
        `reckoner: ${method} ${new URL(url).pathname} failed by a fault of reckoner\n${trace}\n`,
      );
    },
  });
}

/** Where the server is, and its key if it was made just now. */
function describeServer({ host, port }: Pick<ServeOptions, 'host' | 'port'>, { made }: ServerKey): string {
  const name = host.includes(':') ? `[${host}]` : host;
  const told = made === null ? '' : `The API key, which is not shown again: ${made}\n`;
  return `${told}Reckoner listens at http://${name}:${port}/v1\n`;
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
