import { isBillingError, type BillingError } from '../../src/errors/index.js';

/** The `BillingError` that an action ends in; anything else fails the test. */
export function refusal(action: () => unknown): BillingError {
  try {
    action();
  } catch (error) {
    if (isBillingError(error)) return error;
    throw error;
  }
  throw new Error('expected a refusal, but the input was accepted');
}

/** The faults of a refusal as `code path` lines, which is what tests compare. */
export function faultsOf(action: () => unknown): string[] {
  return refusal(action)
    .issues.filter((issue) => issue.severity === 'error')
    .map((issue) => `${issue.code} ${issue.path}`);
}
