import type { ErrorCode } from './codes.js';

/** Whether an issue refuses the input (`error`) or only deserves a look (`warning`). */
export type Severity = 'error' | 'warning';

/**
 * One thing found wrong with an input.
 *
 * `path` locates it as a JavaScript expression from the argument's root (`prices[0].unit_config.unit_amount`; the empty
 * string is the root itself); `message` is one English sentence that says what is wrong and how to mend it.
 */
export type Issue = {
  readonly path: string;
  readonly code: ErrorCode;
  readonly severity: Severity;
  readonly message: string;
};

/** The list that decoders append to, so that one refusal can name every fault at once. */
export type Issues = Issue[];

/** An error-severity issue. */
export function problem(path: string, code: ErrorCode, message: string): Issue {
  return { path, code, severity: 'error', message };
}

/** A warning-severity issue: reported by `check*` functions, never a reason to refuse. */
export function caution(path: string, code: ErrorCode, message: string): Issue {
  return { path, code, severity: 'warning', message };
}
