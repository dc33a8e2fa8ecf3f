import { isBillingError, type Issue } from '../errors/index.js';

/** The command cannot do what it was asked: a message for people, one line per fault. Ends with exit code 2. */
export class CommandRefusal extends Error {
  override readonly name = 'CommandRefusal';
  readonly faults: readonly string[];

  constructor(message: string, faults: readonly string[] = []) {
    super(message);
    this.faults = faults;
  }
}

/** A refused document: what messages call it, the `usage` that was computed with, and what there is none of now. */
export type Subject = { readonly file: string; readonly usage: string; readonly result?: string };

/**
 * Runs a step of the computation; what it refuses is said of the document, every fault with its path in it.
 *
 * @throws CommandRefusal in place of a `BillingError`
 */
export function refusingFor<T>(subject: Subject, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw refusalOf(subject, error);
  }
}

/** A refusal that says of the document what a computation refused; anything else that was thrown, as it is. */
export function refusalOf({ file, usage, result = 'invoice' }: Subject, error: unknown): unknown {
  if (!isBillingError(error)) return error;
  const faults = error.issues.filter((issue) => issue.severity === 'error').map(describeIssue);
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  const renamed = faults.map((fault) => fault.replace(/^usage(?=[.[:])/, usage));
  return new CommandRefusal(`${file} has ${count}; there is no ${result}`, renamed);
}

/** An issue as one line: its path, if it has one, and what is wrong. */
export function describeIssue({ path, message }: Issue): string {
  return path === '' ? message : `${path}: ${message}`;
}

const systemFaults: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file; correct the path'],
  ['ENOTDIR', 'there is no such file; correct the path'],
  ['EISDIR', 'this is a folder; name a file in it'],
  ['EACCES', 'the file may not be read; allow it, or name another'],
  ['EPERM', 'the file may not be read; allow it, or name another'],
]);

/** A refusal for a file that the system would not give; anything else that was thrown, as it is. */
export function fileRefusal(path: string, named: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === null) return error;
  const fault = systemFaults.get(code) ?? `the system refused to read it (${code})`;
  return new CommandRefusal(`${path}: ${fault} (${named})`);
}
