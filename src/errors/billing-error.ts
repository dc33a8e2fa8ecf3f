import type { ErrorCode } from './codes.js';
import { problem, type Issue } from './issue.js';

// A registered symbol, because an ESM and a CJS copy of the package (or two CJS entry points) do not share a class.
const brand = Symbol.for('reckoner.BillingError');
const listed = 10;

/**
 * A refusal: bad input, or a state in which the rules forbid what was asked.
 *
 * `code` is the first error's code, `issues` holds everything found, `detail` is the sentence a person reads.
 */
export class BillingError extends Error {
  override readonly name = 'BillingError';
  readonly code: ErrorCode;
  readonly detail: string;
  readonly issues: readonly Issue[];

  constructor(code: ErrorCode, detail: string, issues: readonly Issue[] = [problem('', code, detail)]) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
    this.issues = issues;
    Object.defineProperty(this, brand, { value: true });
  }
}

/**
 * True for a `BillingError` of any copy of this package: tests a brand, not the class, because two entry points of the
 * package may carry a class each.
 *
 * @example
 * ```ts
 * import { BillingError, isBillingError } from 'reckoner';
 *
 * isBillingError(new BillingError('invalid_decimal', 'The amount "1e5" has an exponent.')); // → true
 * isBillingError(new TypeError('not ours')); // → false
 * ```
 */
export function isBillingError(value: unknown): value is BillingError {
  return value instanceof Error && brand in value;
}

/** Throws one `BillingError` that names every issue, if at least one of them is an error; warnings alone pass. */
export function refuse(issues: readonly Issue[]): void {
  const errors = issues.filter((issue) => issue.severity === 'error');
  const [first] = errors;
  if (first) throw new BillingError(first.code, summarize(errors), issues);
}

/** Throws a `BillingError` for one fault at one place. */
export function fail(path: string, code: ErrorCode, message: string): never {
  const issue = problem(path, code, message);
  throw new BillingError(code, summarize([issue]), [issue]);
}

function summarize(errors: readonly Issue[]): string {
  const lines = errors
    .slice(0, listed)
    .map((issue) => (issue.path ? `${issue.path}: ${issue.message}` : issue.message));
  if (errors.length > listed) lines.push(`and ${errors.length - listed} more`);
  return lines.join('; ');
}
