import { openFields, placeOf, refuseUnknown, requiredText, type Fields } from '../../../errors/index.js';
import type { DeprecateRequest, LogState } from '../../../events/index.js';
import { instantOfMillis, millisPerHour, timeZone, type Period } from '../../../time/index.js';
import { openInput } from '../../decode/input.js';
import { openLog, readCustomers, requiredInstant, requiredList } from './event-log.js';
import { readPeriod } from '../../decode/period.js';
import { readPolicies } from '../../decode/policies.js';

const known = ['log', 'event_id', 'at', 'billing_periods', 'customers', 'policies', 'index'];

export type CorrectionReading = {
  readonly input: Fields;
  readonly state: LogState;
  readonly request: DeprecateRequest;
};

/** Reads what `amendEvent` and `deprecateEvent` take, but for the fields that only one of them has. */
export function readCorrection(given: unknown, others: readonly string[]): CorrectionReading {
  const input = openInput(given);
  refuseUnknown(input, [...known, ...others]);
  const now = requiredInstant(input, 'at');
  const { amend_limit: limit, grace_period_hours: grace } = readPolicies(input);
  const rest = {
    event_id: requiredText(input, 'event_id'),
    customers: readCustomers(input),
    periods: readPeriods(input),
  };
  const { state, at } = openLog(input, now ?? instantOfMillis(0));
  return { input, state, request: { ...rest, at, limit, grace_millis: grace * millisPerHour } };
}

function readPeriods(input: Fields): readonly Period[] {
  const list = requiredList(input, 'billing_periods', 'a list of billing periods');
  const place = placeOf('billing_periods', input.place);
  // Billing periods are known by their instants; a bare date means midnight in UTC.
  return Array.from(list).flatMap((entry, position) => {
    const fields = openFields(entry, placeOf(position, place), input);
    return (fields && readPeriod(fields, timeZone('UTC'))) ?? [];
  });
}
