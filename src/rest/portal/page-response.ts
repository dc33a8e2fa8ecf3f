import { toBase64 } from './base64.js';

/** A page as an answer that nobody keeps, frames, or learns the address of, and in which only its own style works. */
export async function pageResponse(status: number, page: string): Promise<Response> {
  return new Response(page, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': await policyOf(page),
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
    },
  });
}

/** Nothing is allowed but the style sheets that stand in the page, each by the hash of what it is. */
async function policyOf(page: string): Promise<string> {
  // Texts are escaped, so that what is between these tags is the library's own.
  const styles = new Set([...page.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style]) => style ?? ''));
  const hashes = await Promise.all([...styles].map(hashOf));
  const style_source = hashes.length === 0 ? "'none'" : hashes.map((hash) => `'sha256-${hash}'`).join(' ');
  return `default-src 'none'; style-src ${style_source}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

async function hashOf(style: string): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))));
}
