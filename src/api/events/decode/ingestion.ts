import { optionalFlag, optionalText, refuseUnknown } from '../../../errors/index.js';
import { type Ingestion, type LogState } from '../../../events/index.js';
import { instantOfMillis, millisPerHour } from '../../../time/index.js';
import { openInput } from '../../decode/input.js';
import { openLog, readCustomers, requiredInstant, requiredList } from './event-log.js';
import { readPolicies } from '../../decode/policies.js';

const fields = ['log', 'events', 'at', 'backfill_id', 'customers', 'debug', 'policies', 'index'];

/** Reads what `ingestEvents` and `checkEvents` take. */
export function readIngestion(given: unknown): { readonly state: LogState; readonly ingestion: Ingestion } {
  const input = openInput(given);
  refuseUnknown(input, fields);
  const now = requiredInstant(input, 'at');
  const { ingest_failures: failures, grace_period_hours: grace } = readPolicies(input);
  const rest = {
    events: requiredList(input, 'events', 'a list of events'),
    customers: readCustomers(input),
    backfill_id: optionalText(input, 'backfill_id'),
    debug: optionalFlag(input, 'debug'),
  };
  const { state, at } = openLog(input, now ?? instantOfMillis(0));
  return { state, ingestion: { ...rest, at, failures, grace_millis: grace * millisPerHour } };
}
