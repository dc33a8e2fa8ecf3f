import { BillingError, fail, shown } from '../errors/index.js';

/** Refuses what names something that is not stored. */
export function refuseMissing(noun: string, id: unknown): never {
  throw new BillingError('resource_not_found', `There is no ${noun} ${shown(id)}.`);
}

/** Refuses a second document under an id that has to be unique. */
export function refuseDuplicate(path: string, noun: string, id: string): never {
  return fail(path, 'duplicate_resource', `is ${shown(id)}, which another ${noun} carries; give each its own`);
}

/** Refuses what another system would have to do, which nobody connected. */
export function refuseUnavailable(what: string, port: string): never {
  const detail = `${what} needs another system; pass ${port} to createBillingService to connect one.`;
  throw new BillingError('feature_not_available', detail);
}

/** Refuses what cannot be done to something in the state that it is in. */
export function refuseState(noun: string, id: string, why: string): never {
  throw new BillingError('invalid_transition', `The ${noun} ${shown(id)} ${why}.`);
}
