import { isBillingError, type BillingError } from '../errors/index.js';
import { problemKinds } from './problem-kinds.js';
import { problemOf, type Problem } from './problem.js';

/** What the caller of an operation is told of an error: a refusal in full, and of our own mistakes nothing. */
export function problemOfError(error: unknown): Problem {
  if (!isBillingError(error)) return problemOf('internal', 'The request was not carried out.');
  const kind = problemKinds[error.code];
  return problemOf(kind, error.detail, kind === 'request_validation' ? faultsOf(error) : undefined);
}

function faultsOf({ issues }: BillingError): readonly string[] {
  return issues
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
}
