/**
 * The event log: what was ingested, amended, deprecated and backfilled, and what of it counts.
 *
 * Owns the checks at ingestion, dedupe against what is stored, amendment and deprecation with their window and limit, and
 * backfills from creation to revert. Does not own what a metric makes of the events (metrics), nor where a log is stored.
 * Invariants: a log only grows, so that every original is kept; the events in force are a fold of its entries and depend
 * on nothing else; an entry holds a whole batch, so that storing one copies no earlier event; an amendment that is amended
 * back, or a backfill that is reverted, leaves the events in force as they were (L24).
 *
 * @module events
 */
export { openCustomers, type Customers } from './customers.js';
export { eventIndex, isEventIndex, type EventIndex, type LogState } from './log-state.js';
export { advance, replay } from './replay.js';
export { checkIngestion, ingest, type Ingestion } from './ingest.js';
export { amend, deprecate, type AmendRequest, type DeprecateRequest } from './correct.js';
export { createBackfill, type BackfillRequest } from './create-backfill.js';
export { closeBackfill, revertBackfill } from './end-backfill.js';
export { listBackfills } from './describe-backfill.js';
export { effectiveEvents, searchEvents, type EventQuery } from './find-events.js';
export { countByHour } from './count-by-hour.js';
