import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPortal } from '../../../src/rest/index.js';
import { readLink, signLink } from '../../../src/rest/portal/link.js';
import { faultsOf } from '../../support/refusal.js';
import { secret } from './portal-backend.js';

const texts = fc.string({ unit: 'binary', maxLength: 40 });
const sessions = fc.record({ account_id: texts, portal_session_id: texts });
const session = { account_id: 'demo', portal_session_id: 'portal_session:acme:0' };

describe('a link', () => {
  it('means what was signed, whatever the ids', async () => {
    await fc.assert(
      fc.asyncProperty(sessions, async (signed) => {
        const link = await signLink(signed, secret);
        expect(link).toMatch(/^[\w-]+\.[\w-]+$/);
        expect(await readLink(link, secret)).toEqual(signed);
      }),
      { numRuns: 30 },
    );
  });

  it('is signed as RFC 2104 says', async () => {
    const link = await signLink(session, secret);
    const payload = Buffer.from('["demo","portal_session:acme:0"]').toString('base64url');
    const signature = createHmac('sha256', secret).update(`portal:${payload}`).digest('base64url');
    expect(link).toBe(`${payload}.${signature}`);
  });

  it('means nothing once any character of it is another, missing or more', async () => {
    const link = await signLink(session, secret);
    const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/% é\0';
    const changed = Array.from(link).flatMap((right, place) => {
      const wrong = characters[(place * 7) % characters.length]!;
      return [
        ...(wrong === right ? [] : [link.slice(0, place) + wrong + link.slice(place + 1)]),
        link.slice(0, place) + link.slice(place + 1),
        link.slice(0, place) + right + link.slice(place),
        link.slice(0, place),
      ];
    });
    for (const tampered of changed) expect(await readLink(tampered, secret)).toBeNull();
    // The bits of the last character that no byte takes: each of these decodes to the same signature.
    const last = characters.indexOf(link.at(-1)!);
    for (const other of [1, 2, 3]) {
      const twin = characters[(last & ~3) | ((last + other) & 3)]!;
      expect(await readLink(link.slice(0, -1) + twin, secret)).toBeNull();
    }
  });

  it('means nothing under another secret, to another purpose, or to nobody', async () => {
    const link = await signLink(session, secret);
    expect(await readLink(link, `${secret}!`)).toBeNull();
    const [payload = ''] = link.split('.');
    const elsewhere = createHmac('sha256', secret).update(payload).digest('base64url');
    for (const forged of [`${payload}.${elsewhere}`, `${payload}.`, `.${elsewhere}`, '.', '', `${link}.${payload}`]) {
      expect(await readLink(forged, secret)).toBeNull();
    }
  });

  it('is refused at once where it is huge', async () => {
    const start = performance.now();
    for (const huge of ['A'.repeat(5_000_000), '.'.repeat(5_000_000)]) expect(await readLink(huge, secret)).toBeNull();
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('is made of a secret and an address that are some', async () => {
    const url = 'https://billing.test/v1/';
    const customer = {} as never;
    const portal = createPortal({ secret, url });
    const started = { ...session, id: session.portal_session_id, customer, customer_id: 'acme', created_at: '', expires_at: '', invalidate_existing: true }; // prettier-ignore
    expect(await portal.open(started)).toBe(`https://billing.test/v1/portal/${await signLink(session, secret)}`);
    expect(faultsOf(() => createPortal({ secret: 'short', url }))).toEqual(['invalid_type secret']);
    for (const none of ['', 'billing.test', 'ftp://billing.test', 'https://', 'javascript:alert(1)']) {
      expect(faultsOf(() => createPortal({ secret, url: none }))).toEqual(['invalid_type url']);
    }
  });
});
