import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amendEvent,
  checkEvents,
  createBackfill,
  deprecateEvent,
  effectiveEvents,
  eventVolume,
  indexEventLog,
  ingestEvents,
  isBillingError,
  listBackfills,
  revertBackfill,
  searchEvents,
} from 'reckoner';
import { frozen } from '../support/frozen.js';
import { mutationsOf } from '../support/mutations.js';
import { faultsOf } from '../support/refusal.js';

const at = '2026-01-05T12:00:00Z';
const call = {
  customer_id: 'acme',
  event_name: 'call',
  timestamp: '2026-01-05T11:00:00Z',
  properties: { tokens: 7 },
};
const batch = { log: { entries: [] }, at, events: [{ ...call, idempotency_key: 'a' }], debug: true };
const billing_periods = [{ start_date: '2026-01-01T00:00:00Z', end_date: '2026-02-01T00:00:00Z' }];
const correction = { at, event_id: 'a', billing_periods };
const timeframe = { timeframe_start: '2026-01-01T00:00:00Z', timeframe_end: '2026-01-06T00:00:00Z' };

/** A log with an entry of every kind. */
function fullLog() {
  const first = ingestEvents(batch);
  const amended = amendEvent({ log: first.log, ...correction, event: { ...call, properties: { tokens: 5 } } });
  const opened = createBackfill({ log: amended.log, at, ...timeframe, deprecation_filter: 'tokens > 5' });
  const backfill_id = opened.response.id;
  const filled = ingestEvents({ ...batch, log: opened.log, backfill_id, events: [{ ...call, idempotency_key: 'b' }] });
  const reverted = revertBackfill({ log: filled.log, at, backfill_id });
  return deprecateEvent({ log: reverted.log, ...correction });
}

// The API description belongs to its publisher and lies beside the repository where it is present at all.
const description = new URL('../../../shared/reference/orb-openapi.json', import.meta.url);

// Without the description there is nothing to hold the documents against.
describe.skipIf(!existsSync(description))('answers against the API description', () => {
  const { log } = ingestEvents(batch);
  const opened = createBackfill({ log, at, ...timeframe, customer_id: 'acme', deprecation_filter: 'tokens > 5' });
  const backfill_id = opened.response.id;
  it.each([
    ['IngestionResponse', ingestEvents(batch).response],
    [
      'IngestionResponse',
      ingestEvents({ ...batch, events: [{ ...call, idempotency_key: '' }], policies: { ingest_failures: 'report' } })
        .response,
    ],
    ['AmendEventResult', amendEvent({ log, ...correction, event: call }).response],
    ['DeprecatedEventResult', deprecateEvent({ log, ...correction }).response],
    ['Backfill', opened.response],
    ['Backfill', revertBackfill({ log: opened.log, at, backfill_id }).response],
    ['Events', searchEvents({ log, at, event_ids: ['a'] })],
    ['EventVolumes', eventVolume({ log, at, ...timeframe })],
  ])('%s', (schema, document) => {
    const validate = compile(schema);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({})).toBe(false);
  });
});

function compile(schema: string) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, discriminator: false });
  ajv.addSchema({ $id: 'api', ...(JSON.parse(readFileSync(description, 'utf8')) as object) });
  return ajv.compile({ $ref: `api#/components/schemas/${schema}` });
}

describe('whatever stands in an input', () => {
  const { log } = fullLog();
  const inputs: readonly (readonly [string, (input: never) => unknown, object])[] = [
    ['checkEvents', checkEvents, { ...batch, log }],
    ['ingestEvents', ingestEvents, { ...batch, log, customers: [{ id: 'acme' }] }],
    ['amendEvent', amendEvent, { log, ...correction, event: call }],
    ['deprecateEvent', deprecateEvent, { log, ...correction, policies: { amend_limit: 3 } }],
    ['createBackfill', createBackfill, { log, at, ...timeframe, customer_id: 'acme', customers: [{ id: 'acme' }] }],
    ['effectiveEvents', effectiveEvents, { log, at, ...timeframe, customer: { id: 'acme' } }],
    ['searchEvents', searchEvents, { log, at, ...timeframe, event_ids: ['a', 'b'] }],
    ['eventVolume', eventVolume, { log, at, ...timeframe }],
    ['listBackfills', listBackfills, { log, at }],
  ];

  it.each(inputs)('%s answers or refuses with its reasons', (_name, run, input) => {
    fc.assert(
      fc.property(mutationsOf(input), (mutated) => {
        try {
          run(mutated as never);
        } catch (error) {
          if (!isBillingError(error)) throw error;
          expect(error.issues.some((issue) => issue.severity === 'error')).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a large log', () => {
  const events = Array.from({ length: 100_000 }, (_, key) => ({ ...call, idempotency_key: `k${key}` }));

  it('is not copied when a batch is added: every entry is the one that was there', () => {
    const { log } = ingestEvents({ log: { entries: [] }, at, events });
    const index = indexEventLog(frozen(log));
    const next = ingestEvents({ ...batch, log, index });
    expect(next.log.entries[0]).toBe(log.entries[0]);
    expect(next.response.debug).toEqual({ ingested: ['a'], duplicate: [] });
    const again = ingestEvents({ ...batch, log: next.log, index, events: [{ ...call, idempotency_key: 'k99999' }] });
    expect(again.response.debug).toEqual({ ingested: [], duplicate: ['k99999'] });
  });

  it('is read by nobody who brings an index of another log', () => {
    const { log } = ingestEvents(batch);
    const index = indexEventLog(ingestEvents({ ...batch, at: '2026-01-05T12:00:01Z' }).log);
    expect(faultsOf(() => ingestEvents({ ...batch, log, index }))).toEqual(['invalid_reference index']);
    expect(faultsOf(() => ingestEvents({ ...batch, index }))).toEqual(['invalid_reference index']);
  });
});

describe('searching', () => {
  const { log } = ingestEvents({
    ...batch,
    events: [
      { ...call, idempotency_key: 'b' },
      { ...call, idempotency_key: 'a', timestamp: '2026-01-05T12:00:00Z' },
    ],
  });
  const ids = (input: object) => searchEvents({ log, at: '2026-01-06T00:00:00Z', ...input }).data.map(({ id }) => id);

  it('goes by ids, by timeframe, or by both; half-open, in the order of ingestion', () => {
    expect(ids({ event_ids: ['a', 'b', 'a', 'none'] })).toEqual(['b', 'a']);
    expect(ids({ timeframe_start: '2026-01-05T11:00:00Z', timeframe_end: '2026-01-05T12:00:00Z' })).toEqual(['b']);
    expect(ids({ event_ids: ['a'], timeframe_end: '2026-01-05T12:00:00Z' })).toEqual([]);
    expect(ids({ event_ids: [] })).toEqual([]);
  });

  it('defaults the missing bound to a week ago or to now', () => {
    const ago = { at: '2026-01-12T11:00:00.001Z', timeframe_end: '2026-01-12T00:00:00Z' };
    expect(searchEvents({ log, ...ago }).data.map(({ id }) => id)).toEqual(['a']);
    const now = { at: '2026-01-05T12:00:00Z', timeframe_start: '2026-01-01T00:00:00Z' };
    expect(searchEvents({ log, ...now }).data.map(({ id }) => id)).toEqual(['b']);
  });

  it('needs a criterion, at most 500 ids, and bounds in their order', () => {
    expect(faultsOf(() => searchEvents({ log, at }))).toEqual(['missing_field event_ids']);
    const many = Array.from({ length: 501 }, (_, key) => `k${key}`);
    expect(faultsOf(() => searchEvents({ log, at, event_ids: many }))).toEqual(['limit_exceeded event_ids']);
    const turned = { timeframe_start: timeframe.timeframe_end, timeframe_end: timeframe.timeframe_start };
    expect(faultsOf(() => searchEvents({ log, at, ...turned }))).toEqual(['invalid_timeframe timeframe_end']);
    expect(faultsOf(() => effectiveEvents({ log, ...turned }))).toEqual(['invalid_timeframe timeframe_end']);
    expect(faultsOf(() => eventVolume({ log, at, ...turned }))).toEqual(['invalid_timeframe timeframe_end']);
  });
});

describe('volume', () => {
  const { log } = ingestEvents(batch);
  const counts = (input: object) =>
    eventVolume({ log, at, timeframe_start: '2026-01-05T10:30:00Z', ...input }).data.map(({ count }) => count);

  it('counts whole UTC hours: a bound within an hour includes it, on the hour the end is exclusive', () => {
    expect(counts({ timeframe_end: '2026-01-05T11:00:00Z' })).toEqual([0]);
    expect(counts({ timeframe_end: '2026-01-05T11:00:00.001Z' })).toEqual([0, 1]);
    expect(counts({ timeframe_start: '2026-01-05T11:59:59Z', timeframe_end: '2026-01-05T13:00:00Z' })).toEqual([1, 0]);
    expect(counts({ timeframe_end: '2026-01-05T10:30:00Z' })).toEqual([0]);
  });

  it('counts what was ingested: deprecated events too, each once however often it was amended', () => {
    const amended = amendEvent({ log, ...correction, event: { ...call, properties: {} } });
    const { log: last } = deprecateEvent({ log: amended.log, ...correction });
    expect(counts({ log: last })).toEqual([0, 1]);
  });

  it('refuses more hours than anyone reads', () => {
    expect(faultsOf(() => counts({ timeframe_end: '9999-01-01T00:00:00Z' }))).toEqual(['limit_exceeded timeframe_end']);
  });
});
