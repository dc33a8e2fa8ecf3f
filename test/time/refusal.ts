import { isBillingError, type BillingError } from '../../src/errors/index.js';

/** The `BillingError` that an action ends in; anything else fails the test. */
export function refusal(action: () => unknown): BillingError {
  try {
    action();
  } catch (error) {
    if (isBillingError(error)) return error;
    throw error;
  }
  throw new Error('it was accepted');
}
