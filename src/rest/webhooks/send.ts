import { signWebhook } from './sign-webhook.js';

/** Who is told of what happens, and the secret that the two share. */
export type WebhookEndpoint = { readonly url: string; readonly secret: string };

/** Which message was not taken, by whom, and why. */
export type WebhookFailure = { readonly position: number; readonly url: string; readonly reason: string };

type Sending = {
  readonly endpoint: WebhookEndpoint;
  readonly body: string;
  readonly at: string;
  readonly fetch: typeof fetch;
};

/** How long a receiver has, in milliseconds, as Orb gives it. */
export const patience = 5000;

/** Sends a body to an endpoint; answers why it was not taken, or null if it was. */
export async function send({ endpoint, body, at, fetch }: Sending): Promise<string | null> {
  const signed = await signWebhook({ body, secret: endpoint.secret, at });
  try {
    const response = await fetch(endpoint.url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...signed },
      // What is signed for one place is not carried to another.
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    });
    // What it says beside its status is of no use, and would keep the connection.
    await response.body?.cancel();
    return response.ok ? null : `answered ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
