import { pathAt, problem, shown, type Issue, type Issues } from '../errors/index.js';
import type { LoggedEvent } from '../wire/index.js';
import { checkBody, type CheckedBody } from './check-body.js';
import type { StoredEvent } from './event-table.js';
import type { IngestTerms } from './ingest-terms.js';
import { isDeprecated, isVisible, type LogState } from './log-state.js';
import { isSameBody } from './same-body.js';

/** What became of a batch. */
export type CheckedBatch = {
  /** The events to store. */
  readonly stored: readonly LoggedEvent[];
  /** The keys that came again with the body they had. */
  readonly repeated: ReadonlySet<string>;
  /** Those among them that a replacing backfill keeps. */
  readonly kept: ReadonlySet<string>;
  /** The failing events, by position. */
  readonly failures: ReadonlyMap<number, Failure>;
};

/** Why an event fails, and under which key it came. */
export type Failure = { readonly idempotency_key: string; readonly issues: readonly Issue[] };

type Batch = {
  readonly fresh: Map<string, CheckedBody>;
  readonly repeated: Set<string>;
  readonly kept: Set<string>;
};

/** Checks a batch against the rules of ingestion and against what is stored (§3 "Ingest checks", "Dedupe"). */
export function checkBatch(state: LogState, events: readonly unknown[], terms: IngestTerms): CheckedBatch {
  const batch: Batch = { fresh: new Map(), repeated: new Set(), kept: new Set() };
  const failures = new Map<number, Failure>();
  // By position, because `forEach` would pass over the holes of a sparse array in silence.
  for (let position = 0; position < events.length; position += 1) {
    const path = pathAt('events', position);
    const issues: Issues = [];
    const body = checkBody(events[position], path, { terms, issues });
    if (body !== null && issues.length === 0) admit(state, batch, { body, path, issues, terms });
    if (issues.length > 0) failures.set(position, { idempotency_key: body?.event.idempotency_key ?? '', issues });
  }
  const { fresh, repeated, kept } = batch;
  return { stored: [...fresh.values()].map(({ event }) => event), repeated, kept, failures };
}

type Candidate = {
  readonly body: CheckedBody;
  readonly path: string;
  readonly issues: Issues;
  readonly terms: IngestTerms;
};

/** One event per key: the first is stored, an identical repeat is not stored again, anything else is refused. */
function admit(state: LogState, batch: Batch, { body, path, issues, terms }: Candidate): void {
  const { idempotency_key: key } = body.event;
  const stored = state.events.get(key);
  const earlier = stored ? { event: stored.first, at: stored.at } : batch.fresh.get(key);
  if (earlier === undefined) {
    batch.fresh.set(key, body);
    return;
  }
  if (stored !== undefined && isDeprecated(stored)) {
    const message = `The event ${shown(key)} was deprecated and cannot come back; send it under another key.`;
    issues.push(problem(pathAt(path, 'idempotency_key'), 'event_deprecated', message));
  } else if (isSameBody(earlier, body)) {
    batch.repeated.add(key);
    if (isKept(state, stored, terms)) batch.kept.add(key);
  } else {
    const message = `The key ${shown(key)} came before with another body; send each key with one body, or amend the event.`;
    issues.push(problem(pathAt(path, 'idempotency_key'), 'idempotency_conflict', message));
  }
}

/** Sent again with a backfill that replaces, an event is part of what the timeframe shall hold, and so stays. */
function isKept(state: LogState, stored: StoredEvent | undefined, { backfill }: IngestTerms): boolean {
  if (stored === undefined || backfill === null) return false;
  return backfill.terms.replace_existing_events && isVisible(state, stored);
}
