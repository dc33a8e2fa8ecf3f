import { fail } from '../../errors/index.js';
import type { Party } from '../../pictures/index.js';
import type { PortalPort } from '../../service/index.js';
import { readLink, signLink, type LinkedSession } from './link.js';

export type PortalOptions = {
  /** What links are signed with: at least 32 characters that nobody can guess. With another one, all links end. */
  readonly secret: string;
  /** Where the handler is reached, its base path included, such as `https://billing.example.com/v1`. */
  readonly url: string;
  /** Who bills, as the pages are headed; no head unless given. */
  readonly issuer?: { readonly name: string; readonly lines?: readonly string[] | undefined } | undefined;
};

/** A portal: the port by which a service makes links, and what a handler opens them with. */
export type CustomerPortal = PortalPort & {
  /** What a link's last segment stands for, or null if this portal did not sign it. */
  readonly read: (link: string) => Promise<LinkedSession | null>;
  readonly issuer: Party | null;
};

const leastCharacters = 32;

/**
 * Makes the portal that customers see their bills in: pass it to `createBillingService`, which makes sessions of it, and to
 * `createHandler`, which serves their pages.
 *
 * A link names one session of one customer and is signed with HMAC-SHA-256. Whoever has it can read, and nothing else:
 * what is coming, invoices, credits and usage. How long it is good for, and that a later one ends it, is the session's.
 *
 * @throws `invalid_type` for a secret of fewer than 32 characters and for an address that is not http(s)
 * @example
 * ```ts
 * import { createMemoryRepository } from 'reckoner/repository';
 * import { createHandler, createPortal } from 'reckoner/rest';
 * import { createBillingService } from 'reckoner/service';
 *
 * const portal = createPortal({ secret: 'thirty-two characters, and random', url: 'https://billing.test' });
 * const service = createBillingService({
 *   repository: createMemoryRepository(),
 *   now: () => '2026-01-01T00:00:00Z',
 *   account: { id: 'demo' },
 *   portal,
 * });
 * const handler = createHandler({ service, authenticate: () => null, portal });
 * const { id } = await service.createCustomer({ body: { name: 'Acme', email: 'billing@acme.test' } });
 * const { url, expires_at } = await service.createPortalSession({ customer_id: id });
 * expires_at; // → '2026-01-01T01:00:00+00:00'
 * (await handler(new Request(url))).status; // → 200
 * ```
 */
export function createPortal({ secret, url, issuer }: PortalOptions): CustomerPortal {
  if (secret.length < leastCharacters) {
    fail('secret', 'invalid_type', `is too short; give at least ${leastCharacters} random characters`);
  }
  if (!/^https?:\/\/[^/]/.test(url) || !URL.canParse(url)) {
    fail('url', 'invalid_type', 'is no address; give one with http:// or https://');
  }
  const root = url.replace(/\/+$/, '');
  return {
    open: async ({ account_id, id }) =>
      `${root}/portal/${await signLink({ account_id, portal_session_id: id }, secret)}`,
    read: (link) => readLink(link, secret),
    issuer: issuer === undefined ? null : { name: issuer.name, lines: issuer.lines ?? [] },
  };
}
