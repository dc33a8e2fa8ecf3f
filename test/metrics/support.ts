import { isBillingError, type BillingError } from '../../src/errors/index.js';

/** Freezes a JSON value through and through, so that a function which changes its input throws. */
export function deeplyFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deeplyFrozen(member);
  }
  return value;
}

/** The refusal a call ends in; fails if it does not. */
export function refusalOf(call: () => unknown): BillingError {
  try {
    call();
  } catch (error) {
    if (isBillingError(error)) return error;
    throw error;
  }
  throw new Error('expected a BillingError, but the call returned');
}
