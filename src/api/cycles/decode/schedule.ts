import {
  invariant,
  isGiven,
  openFields,
  pathAtKey,
  pathOf,
  placeOf,
  problem,
  refuseUnknown,
  shown,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import { alignCycle, anchorOf, type Interval, type Schedule } from '../../../cycles/index.js';
import { localDate, readTimeZone, timeZone, type Instant, type TimeZone } from '../../../time/index.js';
import { readAnchoring, readCycleLength } from './cycle.js';
import { boundaryAt } from '../../decode/period.js';

const known =
  /*#__PURE__*/ 'cadence billing_cycle_configuration billing_cycle_anchor_configuration align_billing_with_subscription_start_date subscription_start_date start_date end_date timezone'.split(
    ' ',
  );

/** A schedule that was read, and the zone in which plain dates beside it are meant. */
export type ScheduleReading = { readonly schedule: Schedule | null; readonly zone: TimeZone };

/** Reads the schedule argument of the calendar's functions; its faults are appended, and it is then null. */
export function readSchedule(given: unknown, into: Pick<Fields, 'issues' | 'watch'>): ScheduleReading {
  const utc = timeZone('UTC');
  const fields = openFields(given, placeOf('schedule'), into);
  if (fields === null) return { schedule: null, zone: utc };
  const faults = fields.issues.length;
  refuseUnknown(fields, known);
  const zone = readTimeZone(valueAt(fields, 'timezone'), pathAtKey(fields, 'timezone'), fields.issues) ?? utc;
  const interval = readInterval(fields, zone);
  const anchored = anchorDate(fields, interval, zone);
  const length = readCycleLength(fields);
  const anchoring = readAnchoring(fields);
  if (fields.issues.length > faults) return { schedule: null, zone };
  invariant(interval !== null && anchored !== undefined, 'a schedule without errors has its dates');
  const start = localDate(zone, anchored);
  const anchor = anchorOf(anchoring, start);
  return { schedule: { grid: length && alignCycle({ length, anchor, start, zone }), interval }, zone };
}

/** Where the subscription began; a schedule that says nothing of it began with it. */
function anchorDate(fields: Fields, interval: Interval | null, zone: TimeZone): Instant | undefined {
  const key = 'subscription_start_date';
  return isGiven(valueAt(fields, key)) ? boundaryAt(fields, key, zone) : interval?.start;
}

/** Reads `start_date` and the optional `end_date`; an interval may be empty, and then has no periods. */
function readInterval(fields: Fields, zone: TimeZone): Interval | null {
  const start = boundaryAt(fields, 'start_date', zone);
  const isOpen = !isGiven(valueAt(fields, 'end_date'));
  const end: Instant | null | undefined = isOpen ? null : boundaryAt(fields, 'end_date', zone);
  if (start === undefined || end === undefined) return null;
  if (end === null || end >= start) return { start, end };
  const message = `ends at ${shown(fields.value['end_date'])}, before its start; swap or mend the two`;
  fields.issues.push(problem(pathOf(fields.place), 'invalid_interval', message));
  return null;
}
