import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { AccountStore } from '../../repository/index.js';

const journal = 'api_keys';
const bytes = 32;

/** The key of a server as it is kept, and as it is told: once, when it is made. */
export type ServerKey = { readonly hash: string; readonly made: string | null };

/**
 * The key by which a server is called: made at the first start, or anew, and then only its SHA-256 is kept. The last one
 * made counts.
 */
export function keyOf(store: AccountStore, wanted: 'kept' | 'new'): Promise<ServerKey> {
  return store.transaction(async (transaction) => {
    const count = await transaction.countEntries(journal);
    if (wanted === 'kept' && count > 0) {
      const [last] = await transaction.readEntries(journal, count - 1, 1);
      return { hash: String(last?.entry['sha256']), made: null };
    }
    const made = `reckoner_${randomBytes(bytes).toString('base64url')}`;
    const hash = hashOf(made);
    await transaction.appendEntries(journal, count, [{ sha256: hash }]);
    return { hash, made };
  });
}

/** Whether a request shows the key, in a time that does not depend on how much of it is right. */
export function showsKey(request: Request, { hash }: ServerKey): boolean {
  const [, shown] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  return shown !== undefined && timingSafeEqual(Buffer.from(hashOf(shown)), Buffer.from(hash));
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
