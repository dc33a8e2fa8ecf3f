import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectiveEvents, eventVolume, indexEventLog, ingestEvents } from 'reckoner';
import type { EventLog } from '../../src/wire/index.js';
import { frozen } from '../support/frozen.js';
import { hourText, requests, run } from './history.js';
import { endOfTime, naivelyInForce } from './naive-log.js';
import { inForce, request } from './scenario.js';

const end = new Date(endOfTime).toISOString();

function lastLog(taken: ReturnType<typeof run>): EventLog {
  return taken.at(-1)?.log ?? { entries: [] };
}

function tokensInForce(log: EventLog, at: string): ReadonlyMap<string, number> {
  return new Map(inForce(log, at).map(([id, properties]) => [id, (properties as { tokens: number }).tokens]));
}

describe('the events in force', () => {
  it('are those that the history as a whole leaves standing', () => {
    fc.assert(
      fc.property(requests, fc.boolean(), (steps, isLate) => {
        const history = run(steps);
        const last = history.at(-1)?.step.at ?? hourText(0);
        const at = isLate ? end : last;
        const expected = naivelyInForce(history, Date.parse(at));
        expect(tokensInForce(lastLog(history), at)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('are found with an index of any beginning of the log as without (and later requests are answered alike)', () => {
    fc.assert(
      fc.property(requests, fc.nat(20), (steps, cut) => {
        const log = frozen(lastLog(run(steps)));
        const index = indexEventLog({ entries: log.entries.slice(0, cut) });
        expect(effectiveEvents({ log, index, at: end })).toEqual(effectiveEvents({ log, at: end }));
        const hours = { at: end, timeframe_start: hourText(0) };
        expect(eventVolume({ log, index, ...hours })).toEqual(eventVolume({ log, ...hours }));
      }),
      { numRuns: 200 },
    );
  });

  it('are as before once an event is amended and amended back (L24)', () => {
    fc.assert(
      fc.property(requests, fc.integer({ min: 1, max: 9 }), (steps, tokens) => {
        const log = lastLog(run(steps));
        const before = effectiveEvents({ log, at: end });
        const [event] = before;
        fc.pre(event !== undefined);
        const { id, deprecated: _deprecated, ...body } = event;
        const amendment = { call: 'amendEvent' as const, at: end, event_id: id };
        const billing_periods = [{ start_date: '2026-01-01T00:00:00Z', end_date: '2026-03-01T00:00:00Z' }];
        const there = request(log, { ...amendment, billing_periods, event: { ...body, properties: { tokens } } });
        const back = request(there.log, { ...amendment, billing_periods, event: body });
        expect(effectiveEvents({ log: back.log, at: end })).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });

  it('are as before once a backfill is reverted, whatever came in with it, closed or not (L24)', () => {
    fc.assert(
      fc.property(requests, fc.boolean(), fc.boolean(), (steps, replace, closes) => {
        const log = lastLog(
          run([
            ...steps,
            { call: 'createBackfill', at: end, timeframe_start: hourText(2000), timeframe_end: hourText(2001) },
          ]),
        );
        const before = [effectiveEvents({ log, at: end }), eventVolume({ log, at: end, timeframe_start: hourText(0) })];
        const nth = log.entries.filter(({ kind }) => kind === 'backfill_created').length + 1;
        const create = {
          call: 'createBackfill' as const,
          at: end,
          timeframe_start: hourText(0),
          timeframe_end: hourText(200),
        };
        const event = { idempotency_key: 'new', customer_id: 'acme', event_name: 'call', properties: { tokens: 1 } };
        const after = run(
          [
            { ...create, replace_existing_events: replace },
            { call: 'ingestEvents', at: end, backfill: nth, events: [{ ...event, timestamp: hourText(5) }] },
            ...(closes ? [{ call: 'closeBackfill' as const, at: end, backfill: nth }] : []),
            { call: 'revertBackfill', at: end, backfill: nth },
          ],
          log,
        );
        expect(after).toHaveLength(closes ? 4 : 3);
        const last = lastLog(after);
        expect([
          effectiveEvents({ log: last, at: end }),
          eventVolume({ log: last, at: end, timeframe_start: hourText(0) }),
        ]).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });

  it('do not depend on the order in which a batch names them, nor on repeats (L3)', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), fc.nat(7), (order, again) => {
        const event = { customer_id: 'acme', event_name: 'call', timestamp: hourText(1) };
        const events = [...order, again].map((key) => ({ ...event, idempotency_key: `k${key}`, properties: { key } }));
        const { log } = ingestEvents({ log: { entries: [] }, at: hourText(2), events });
        const ids = effectiveEvents({ log }).map(({ id }) => id);
        expect(ids.sort()).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7']);
      }),
    );
  });
});
