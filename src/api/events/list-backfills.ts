import { refuseUnknown } from '../../errors/index.js';
import { listBackfills as list } from '../../events/index.js';
import type { Backfill } from '../../wire/index.js';
import { openLog, optionalInstant } from './decode/event-log.js';
import { openInput } from '../decode/input.js';
import type { EffectiveEventsInput } from './event-inputs.js';

/**
 * The backfills of a log, the latest first; those whose close time has come by `at` are closed.
 *
 * @example
 * ```ts
 * import { createBackfill, listBackfills } from 'reckoner';
 *
 * const { log } = createBackfill({
 *   log: { entries: [] },
 *   at: '2026-02-10T00:00:00Z',
 *   timeframe_start: '2026-01-01T00:00:00Z',
 *   timeframe_end: '2026-02-01T00:00:00Z',
 * });
 * listBackfills({ log }).map((backfill) => backfill.status); // → ['pending']
 * listBackfills({ log, at: '2026-02-11T00:00:00Z' }).map((backfill) => backfill.status); // → ['reflected']
 * ```
 */
export function listBackfills(input: Pick<EffectiveEventsInput, 'log' | 'index' | 'at'>): readonly Backfill[] {
  const fields = openInput(input);
  refuseUnknown(fields, ['log', 'index', 'at']);
  return list(openLog(fields, optionalInstant(fields, 'at')).state);
}
