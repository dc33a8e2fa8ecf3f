import { fail } from '../../errors/index.js';
import { formatInstant, parseInstant } from '../../time/index.js';

/** What is signed: the body as it is sent, with whom the secret is shared, and when. */
export type WebhookToSign = {
  readonly body: string;
  readonly secret: string;
  /** An ISO 8601 instant; receivers refuse what is more than five minutes off their clock. */
  readonly at: string;
};

/** The headers by which a receiver knows who sent a webhook. */
export type WebhookHeaders = { readonly 'x-orb-timestamp': string; readonly 'x-orb-signature': string };

/**
 * Signs a webhook as Orb does, so that `webhooks.unwrap` of the official client accepts it: HMAC-SHA-256 by the secret over
 * `v1:`, the time, `:` and the body, in hexadecimal.
 *
 * @returns the two headers that go with the body; the time is in UTC and, as Orb's, has no zone written on it
 * @throws `invalid_instant` for a time that is none, `missing_field` for an empty secret
 * @example
 * ```ts
 * import { signWebhook } from 'reckoner/rest';
 *
 * const headers = await signWebhook({ body: '{}', secret: 'shared', at: '2026-03-01T00:00:00Z' });
 * headers['x-orb-timestamp']; // → '2026-03-01T00:00:00'
 * ```
 */
export async function signWebhook({ body, secret, at }: WebhookToSign): Promise<WebhookHeaders> {
  if (secret === '') fail('secret', 'missing_field', 'is empty; give the secret that the receiver knows');
  const timestamp = formatInstant(parseInstant(at, 'at')).replace(/(Z|\+00:00)$/, '');
  const text = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', text.encode(secret), algorithm, false, ['sign']);
  const signature = await crypto.subtle.sign('HMAC', key, text.encode(`v1:${timestamp}:${body}`));
  const hexadecimal = [...new Uint8Array(signature)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { 'x-orb-timestamp': timestamp, 'x-orb-signature': `v1=${hexadecimal}` };
}
