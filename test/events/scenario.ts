import {
  amendEvent,
  closeBackfill,
  createBackfill,
  deprecateEvent,
  effectiveEvents,
  ingestEvents,
  revertBackfill,
  searchEvents,
} from 'reckoner';
import type { EventLog } from '../../src/wire/index.js';
import { frozen } from '../support/frozen.js';

export const calls = { amendEvent, closeBackfill, createBackfill, deprecateEvent, ingestEvents, revertBackfill };

/** One request of a scenario; `backfill` names the n-th backfill created so far in place of its id. */
export type Step = {
  readonly call: keyof typeof calls;
  readonly backfill?: number;
  readonly at?: string;
  readonly [argument: string]: unknown;
};

export type Answer = { readonly log: EventLog; readonly response: unknown };

/** Runs a request on a log, both frozen, the log after a way through JSON text (L2, L4). */
export function request(log: EventLog, step: Step): Answer {
  const {
    call,
    backfill,
    response: _response,
    refused: _refused,
    failed: _failed,
    customer: _customer,
    ...rest
  } = step;
  const stored = frozen(JSON.parse(JSON.stringify(log)) as EventLog);
  const reference = backfill === undefined ? {} : { backfill_id: nthBackfill(stored, backfill) };
  const run = calls[call] as unknown as (input: unknown) => Answer;
  return run(frozen({ log: stored, ...rest, ...reference }));
}

function nthBackfill({ entries }: EventLog, n: number): string {
  const created = entries.flatMap((entry) => (entry.kind === 'backfill_created' ? [entry.backfill.id] : []));
  return created[n - 1] ?? 'none';
}

/** What counts, by id; as a list of pairs, because an id may be called `__proto__`. */
export function inForce(log: EventLog, at?: string): readonly (readonly [string, unknown])[] {
  return effectiveEvents({ log, at }).map(({ id, properties }) => [id, properties] as const);
}

/** What a search over all times finds, by id, with whether it is deprecated. */
export function foundIn(log: EventLog, at: string): readonly (readonly [string, boolean])[] {
  const timeframe = { timeframe_start: '2000-01-01T00:00:00Z', timeframe_end: '2100-01-01T00:00:00Z' };
  return searchEvents({ log, at, ...timeframe }).data.map(({ id, deprecated }) => [id, deprecated] as const);
}
