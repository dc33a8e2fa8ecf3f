import { refuseUnknown, requiredText } from '../../../errors/index.js';
import type { LogState } from '../../../events/index.js';
import { instantOfMillis, type Instant } from '../../../time/index.js';
import { openLog, requiredInstant } from './event-log.js';
import { openInput } from '../../decode/input.js';

/** Reads what `closeBackfill` and `revertBackfill` take. */
export function readBackfillEnd(given: unknown): {
  readonly state: LogState;
  readonly request: { readonly backfill_id: string; readonly at: Instant };
} {
  const input = openInput(given);
  refuseUnknown(input, ['log', 'index', 'backfill_id', 'at']);
  const now = requiredInstant(input, 'at') ?? instantOfMillis(0);
  const backfill_id = requiredText(input, 'backfill_id');
  const { state, at } = openLog(input, now);
  return { state, request: { backfill_id, at } };
}
