import type { AccountStore } from '../../repository/index.js';
import { deliverWebhooks, type WebhookDelivery, type WebhookEndpoint } from '../../rest/index.js';
import type { Environment } from '../environment.js';

/** Whose outbox is delivered to whom, until when. */
export type OutboxDelivery = {
  readonly store: AccountStore;
  readonly endpoints: readonly WebhookEndpoint[];
  readonly environment: Pick<Environment, 'readClock' | 'pause' | 'stderr'>;
  readonly signal: AbortSignal;
};

/** How often the outbox is looked at. */
const usualPause = 1000;
/** The longest wait before an endpoint that does not answer is asked again. */
const longestPause = 60_000;

/**
 * Delivers an outbox as webhooks, again and again until told to stop. An endpoint that does not take a message is asked
 * again, each time after twice as long; that it does not is told once, and so is that it does again.
 */
export async function deliverOutbox(delivery: OutboxDelivery): Promise<void> {
  const { environment, signal } = delivery;
  let pause = usualPause;
  let told: string | null = null;
  while (!signal.aborted) {
    const fault = await deliverOnce(delivery);
    if (signal.aborted) return;
    if (fault !== told) environment.stderr.write(`reckoner: ${fault ?? 'webhooks are taken again'}\n`);
    told = fault;
    pause = fault === null ? usualPause : Math.min(pause * 2, longestPause);
    await environment.pause(pause, signal);
  }
}

/** Why a delivery ended before the end of the outbox; null if it came there. */
async function deliverOnce({ store, endpoints, environment, signal }: OutboxDelivery): Promise<string | null> {
  try {
    const now = environment.readClock;
    return faultOf(await deliverWebhooks({ store, endpoints, now, fetch: untilStopped(signal) }));
  } catch (error) {
    return `webhooks could not be delivered: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function faultOf({ failure }: WebhookDelivery): string | null {
  return failure === null ? null : `${failure.url} does not take webhooks (${failure.reason}); it is asked again`;
}

/** Once the server stops, nothing more is sent: what is left goes out when it starts again. */
function untilStopped(signal: AbortSignal): typeof fetch {
  return (input, init) => (signal.aborted ? Promise.reject(new Error('the server stops')) : fetch(input, init));
}
