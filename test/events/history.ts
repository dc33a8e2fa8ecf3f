import * as fc from 'fast-check';
import { isBillingError } from 'reckoner';
import type { EventLog } from '../../src/wire/index.js';
import { request, type Step } from './scenario.js';

const hour = 3_600_000;
const origin = Date.UTC(2026, 0, 1);
const customers = ['acme', 'umbrella'];
const keys = ['a', 'b', 'c', 'd', 'e', '__proto__'];

/** An ISO text of an hour of the first days of 2026. */
export function hourText(hours: number): string {
  return new Date(origin + hours * hour).toISOString();
}

const body = fc.record({
  idempotency_key: fc.constantFrom(...keys),
  customer_id: fc.constantFrom(...customers),
  event_name: fc.constant('call'),
  timestamp: fc.integer({ min: 0, max: 6 }).map((day) => hourText(day * 24)),
  properties: fc.record({ tokens: fc.constantFrom(1, 2, 101) }),
});
const nth = fc.integer({ min: 1, max: 3 });
const periods = [{ start_date: '2026-01-01T00:00:00Z', end_date: '2026-03-01T00:00:00Z' }];

/** A request without its time. */
const act: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ call: fc.constant('ingestEvents' as const), events: fc.array(body, { maxLength: 3 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      call: fc.constant('ingestEvents' as const),
      events: fc.array(body, { maxLength: 3 }),
      backfill: nth,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      call: fc.constant('createBackfill' as const),
      timeframe_start: fc.integer({ min: 0, max: 3 }).map((day) => hourText(day * 24)),
      timeframe_end: fc.integer({ min: 4, max: 7 }).map((day) => hourText(day * 24)),
      replace_existing_events: fc.boolean(),
      customer_id: fc.constantFrom(null, 'acme'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ call: fc.constant('closeBackfill' as const), backfill: nth }) },
  { weight: 1, arbitrary: fc.record({ call: fc.constant('revertBackfill' as const), backfill: nth }) },
  {
    weight: 1,
    arbitrary: body.map(({ idempotency_key: event_id, ...event }) => ({
      call: 'amendEvent' as const,
      event_id,
      event,
      billing_periods: periods,
    })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      call: fc.constant('deprecateEvent' as const),
      event_id: fc.constantFrom(...keys),
      billing_periods: fc.constant(periods),
    }),
  },
);

/** Requests in the order of their time, three to nine hours apart, after the week that the events are about. */
export const requests: fc.Arbitrary<readonly Step[]> = fc
  .array(fc.tuple(act, fc.integer({ min: 3, max: 9 })), { maxLength: 14 })
  .map((acts) => {
    let now = 7 * 24;
    return acts.map(([step, wait]) => {
      now += wait;
      return { ...step, at: hourText(now), policies: { grace_period_hours: 8784 } };
    });
  });

const takesPolicies = new Set<Step['call']>(['ingestEvents', 'amendEvent', 'deprecateEvent']);

/** One request that was taken in or refused. */
export type Taken = { readonly step: Step; readonly log: EventLog; readonly response: unknown };

/** Runs requests on a log; what is refused changes nothing and is left out. */
export function run(steps: readonly Step[], start: EventLog = { entries: [] }): readonly Taken[] {
  const taken: Taken[] = [];
  let log = start;
  for (const { policies, ...step } of steps) {
    const full = takesPolicies.has(step.call) ? { ...step, policies } : step;
    try {
      const answer = request(log, full);
      taken.push({ step: full, ...answer });
      log = answer.log;
    } catch (error) {
      if (!isBillingError(error)) throw error;
    }
  }
  return taken;
}
