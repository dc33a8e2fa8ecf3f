import { invariant, refuse, refuseUnknown, type Fields } from '../../../errors/index.js';
import type { Instant } from '../../../time/index.js';
import type { Policies } from '../../../wire/index.js';
import { openInput } from '../../decode/input.js';
import { boundaryAt } from '../../decode/period.js';
import { readPolicies } from '../../decode/policies.js';
import { readLedger, type LedgerReading } from './read-ledger.js';

/** What every function on a ledger takes: the ledger, and when; and what is particular to the function, still unread. */
export type LedgerCall = {
  readonly fields: Fields;
  readonly reading: LedgerReading;
  readonly at: Instant;
  readonly policies: Policies;
};

/** Opens the argument of a function on a ledger; a ledger that cannot be read is refused at once. */
export function openLedgerCall(input: unknown, ...keys: readonly string[]): LedgerCall {
  const fields = openInput(input);
  refuseUnknown(fields, ['ledger', 'at', 'policies', ...keys]);
  const policies = readPolicies(fields);
  const reading = readLedger(fields, policies);
  const at = reading === null ? undefined : boundaryAt(fields, 'at', reading.ledger.zone);
  refuse(fields.issues);
  invariant(reading !== null && at !== undefined, 'an input without errors is read');
  return { fields, reading, at, policies };
}
