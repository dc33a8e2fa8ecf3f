import type { BillingServiceOptions } from '../../service/index.js';
import type { Environment } from '../environment.js';
import type { OpenStore } from './open-store.js';

/** The one account of a server. */
export const accountId = 'default';

/** What a server, and a run of billing beside it, are made of. */
export function serviceOptions({ repository }: OpenStore, { readClock }: Environment): BillingServiceOptions {
  return { repository, now: readClock, account: { id: accountId } };
}
