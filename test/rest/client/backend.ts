import Orb from 'orb-billing';
import { createHandler, type HandlerOptions } from '../../../src/rest/index.js';
import { startBackend, type Backend } from '../../service/backend.js';
import type { BillingServiceOptions } from '../../../src/service/index.js';

/** The official client over a handler of its own, whose clock the test turns. */
export type ClientBackend = Backend & {
  readonly client: Orb;
  readonly handler: (request: Request) => Promise<Response>;
  /** What went wrong inside; empty unless there is a mistake of our own. */
  readonly failures: readonly unknown[];
};

type Settings = {
  readonly service?: Partial<BillingServiceOptions>;
  readonly handler?: Partial<HandlerOptions>;
  /** Sees every request before it is made. */
  readonly foresee?: (request: Request, handler: ClientBackend['handler']) => Promise<void>;
  /** Sees every exchange, with the answer's body still unread. */
  readonly watch?: (request: Request, response: Response) => Promise<void>;
};

export function startClient(now: string, settings: Settings = {}): ClientBackend {
  const backend = startBackend(now, settings.service);
  const failures: unknown[] = [];
  const handler = createHandler({
    service: backend.service,
    base_path: '/v1',
    authenticate: (request) => (request.headers.get('authorization') === 'Bearer key' ? 'demo' : null),
    onError: (error) => failures.push(error),
    ...settings.handler,
  });
  const client = new Orb({
    apiKey: 'key',
    baseURL: 'http://billing.test/v1',
    maxRetries: 0,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      await settings.foresee?.(request.clone(), handler);
      const response = await handler(request.clone());
      await settings.watch?.(request, response.clone());
      return response;
    },
  });
  return { ...backend, client, handler, failures };
}
