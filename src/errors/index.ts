/**
 * What can be refused, and how a refusal looks.
 *
 * Owns the closed list of error codes, the `Issue` record, `BillingError` and `InvariantError`, and how an untrusted
 * object is read so that every fault is found. Does not own any rule:
 * each room decides what to refuse. Invariants: a `BillingError` always carries at least one issue; a business outcome
 * (credits used up, an alert) is data in a result and never an error.
 *
 * @module errors
 */
export type { ErrorCode } from './codes.js';
export { caution, problem, type Issue, type Issues, type Severity } from './issue.js';
export { pathAt, shown } from './path.js';
export {
  isGiven,
  isObject,
  openChild,
  openEntries,
  openFields,
  optionalChild,
  optionalFlag,
  optionalText,
  pathAtKey,
  pathOf,
  placeOf,
  refuseUnknown,
  report,
  requiredText,
  valueAt,
  wanting,
  warnOfUnknown,
  type Fault,
  type Fields,
  type KeyWatch,
  type Place,
} from './fields.js';
export { isIterable, isTextList, iterableAt, refuseUniterable } from './iterables.js';
export { BillingError, fail, isBillingError, refuse } from './billing-error.js';
export { invariant, InvariantError } from './invariant-error.js';
