import { fromBase64Url, toBase64Url } from './base64.js';

/** What a link stands for: a session of a customer of an account. */
export type LinkedSession = { readonly account_id: string; readonly portal_session_id: string };

// The longest ids of an account and of a customer make half of this.
const mostCharacters = 4000;
const algorithm = { name: 'HMAC', hash: 'SHA-256' };

/** Writes the last segment of a link: what it stands for, and its HMAC-SHA-256 by the secret. */
export async function signLink({ account_id, portal_session_id }: LinkedSession, secret: string): Promise<string> {
  const payload = toBase64Url(new TextEncoder().encode(JSON.stringify([account_id, portal_session_id])));
  const signature = await crypto.subtle.sign(algorithm, await keyOf(secret, 'sign'), signedText(payload));
  return `${payload}.${toBase64Url(new Uint8Array(signature))}`;
}

/** What a link stands for, or null if it was not signed with the secret. */
export async function readLink(link: string, secret: string): Promise<LinkedSession | null> {
  const [payload = '', signed = '', ...more] = link.length > mostCharacters ? [] : link.split('.');
  const [content, signature] = [fromBase64Url(payload), fromBase64Url(signed)];
  if (content === null || signature === null || more.length > 0) return null;
  // Verifying compares in a time that does not depend on how much of the signature is right.
  const is_ours = await crypto.subtle.verify(algorithm, await keyOf(secret, 'verify'), signature, signedText(payload));
  if (!is_ours) return null;
  const [account_id, portal_session_id] = JSON.parse(new TextDecoder().decode(content)) as [string, string];
  return { account_id, portal_session_id };
}

function keyOf(secret: string, usage: 'sign' | 'verify') {
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, [usage]);
}

/** Said of portals, so that no signature made of the same secret for something else opens one. */
function signedText(payload: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`portal:${payload}`);
}
