import type { Call } from '../call.js';

/** That the service answers, and for which account. */
export async function ping({ account }: Call): Promise<{ readonly response: string }> {
  return { response: account.id };
}
