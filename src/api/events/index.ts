/** The event log: checked ingestion, corrections, backfills, and what the log then says. */
export { checkEvents } from './check-events.js';
export { ingestEvents } from './ingest-events.js';
export { amendEvent } from './amend-event.js';
export { deprecateEvent } from './deprecate-event.js';
export { createBackfill } from './create-backfill.js';
export { closeBackfill } from './close-backfill.js';
export { revertBackfill } from './revert-backfill.js';
export { listBackfills } from './list-backfills.js';
export { effectiveEvents } from './effective-events.js';
export { searchEvents } from './search-events.js';
export { eventVolume } from './event-volume.js';
export { indexEventLog } from './index-event-log.js';
export type {
  AmendEventInput,
  CorrectEventInput,
  CreateBackfillInput,
  EffectiveEventsInput,
  EndBackfillInput,
  EventCustomer,
  EventLogInput,
  EventVolumeInput,
  IngestEventsInput,
  SearchEventsInput,
} from './event-inputs.js';
