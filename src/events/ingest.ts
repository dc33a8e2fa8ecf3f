import { fail, refuse, shown, type Issue } from '../errors/index.js';
import { formatInstant } from '../time/index.js';
import type { EventLog, EventLogEntry, IngestionReport } from '../wire/index.js';
import { checkBatch, type CheckedBatch } from './check-batch.js';
import type { IngestTerms } from './ingest-terms.js';
import type { BackfillState, LogState } from './log-state.js';

/** A batch to take in: under which terms, and what a failing event does to the others. */
export type Ingestion = Omit<IngestTerms, 'backfill'> & {
  readonly events: readonly unknown[];
  readonly backfill_id: string | null;
  readonly failures: 'refuse' | 'report';
  readonly debug: boolean;
};

/** Everything for which a batch would be refused. */
export function checkIngestion(state: LogState, { events, backfill_id, ...terms }: Ingestion): readonly Issue[] {
  const backfill = backfill_id === null ? null : openBackfillOf(state, backfill_id);
  return issuesOf(checkBatch(state, events, { ...terms, backfill }));
}

/** Takes a batch in: the log with one entry more if anything is new, and the answer to the sender. */
export function ingest(
  state: LogState,
  { events, backfill_id, failures, debug, ...terms }: Ingestion,
): { readonly log: EventLog; readonly response: IngestionReport } {
  const backfill = backfill_id === null ? null : openBackfillOf(state, backfill_id);
  const batch = checkBatch(state, events, { ...terms, backfill });
  refuseFailures(batch, failures);
  const { stored, kept } = batch;
  const entry: EventLogEntry = {
    kind: 'ingested',
    at: formatInstant(terms.at),
    backfill_id,
    events: stored,
    kept: [...kept],
  };
  // Nothing new, nothing logged: a request that is sent again changes nothing.
  const isNews = stored.length > 0 || kept.size > 0;
  const log = { entries: isNews ? [...state.entries, entry] : state.entries };
  return { log, response: respond(batch, debug) };
}

/** The backfill that still takes events (§3: create → ingest → close). */
function openBackfillOf({ backfills, open }: LogState, id: string): BackfillState {
  const backfill = backfills.get(id);
  if (backfill === undefined) {
    return fail('backfill_id', 'invalid_reference', `${shown(id)} is no backfill of this log; create it first`);
  }
  if (open.has(id)) return backfill;
  const message = `${shown(id)} takes no more events, because it was closed or reverted; create another backfill`;
  return fail('backfill_id', 'backfill_closed', message);
}

/** §3: a failing event refuses its batch unless the policy stores the rest; two bodies under one key always do. */
function refuseFailures(batch: CheckedBatch, failures: 'refuse' | 'report'): void {
  const issues = issuesOf(batch);
  const conflicts = issues.some(({ code }) => code === 'idempotency_conflict');
  if (failures === 'refuse' || conflicts) refuse(issues);
}

function issuesOf({ failures }: CheckedBatch): readonly Issue[] {
  return [...failures.values()].flatMap(({ issues }) => issues);
}

function respond({ failures, stored, repeated }: CheckedBatch, debug: boolean): IngestionReport {
  return {
    validation_failed: [...failures.values()].map(({ idempotency_key, issues }) => ({
      idempotency_key,
      validation_errors: issues.map(({ message }) => message),
    })),
    debug: debug ? { ingested: stored.map((event) => event.idempotency_key), duplicate: [...repeated] } : null,
  };
}
