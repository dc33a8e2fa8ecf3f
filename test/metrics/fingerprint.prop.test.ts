import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFingerprint } from '../../src/metrics/events/fingerprint.js';
import { createUsageAggregator } from '../../src/metrics/index.js';
import { parseInstant, type Instant } from '../../src/time/index.js';
import type { EventInput } from '../../src/wire/index.js';
import { faultsOf } from '../support/refusal.js';

type Body = Pick<EventInput, 'event_name' | 'timestamp' | 'customer_id' | 'external_customer_id' | 'properties'>;

/** What a body is by value, written down: JSON of its parts, the properties in the order of their keys. */
function written({ event_name, timestamp, customer_id, external_customer_id, properties }: Body): string {
  const keys = Object.keys(properties).sort();
  const entries = keys.map((key) => [key, properties[key]]);
  return JSON.stringify([
    event_name,
    Date.parse(timestamp),
    customer_id ?? null,
    external_customer_id ?? null,
    ...entries,
  ]);
}

const fingerprintOf = createFingerprint();
const fingerprint = (body: Body): number => fingerprintOf(body, parseInstant(body.timestamp));

// Few texts and numbers, so that pairs meet; each beside what it is easily taken for.
const text = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'ab', 'ba', 'aa', 'a\u0000', '\u0000', '1', 'null', 'true', '__proto__', '😀', '耀'),
  fc.string({ maxLength: 3 }),
);
const value = fc.oneof(
  text,
  fc.constantFrom(0, -0, 1, -1, 2, 0.5, -0.5, 1.5, -1.5, 2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 32 + 1, 1e37, 5e-13, true, false, null), // prettier-ignore
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const properties = fc
  .array(fc.tuple(text, value), { maxLength: 4 })
  // From entries, so that `__proto__` is a key like others.
  .map((entries): Body['properties'] => Object.fromEntries(entries));
const timestamp = fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00.001Z');
const customer = fc.constantFrom(undefined, null, 'a', '');
const body: fc.Arbitrary<Body> = fc.record({
  event_name: fc.constantFrom('a', 'ab', 'b'),
  timestamp,
  customer_id: customer,
  external_customer_id: customer,
  properties,
});

/** A body and one that is near it: turned about, with one part changed, or with two values exchanged. */
const pair = body.chain((first) =>
  fc.tuple(
    fc.constant(first),
    fc.oneof(
      body,
      fc.constant({ ...first, properties: Object.fromEntries(Object.entries(first.properties).reverse()) }),
      timestamp.map((other): Body => ({ ...first, timestamp: other })),
      customer.map((other): Body => ({
        ...first,
        customer_id: first.external_customer_id,
        external_customer_id: other,
      })),
      properties.map((other): Body => ({ ...first, properties: { ...first.properties, ...other } })),
      fc.constant({ ...first, properties: negated(first.properties) }),
      fc.constant({ ...first, properties: exchanged(first.properties) }),
    ),
  ),
);

function negated(given: Body['properties']): Body['properties'] {
  const entries = Object.entries(given);
  return Object.fromEntries(entries.map(([key, item]) => [key, typeof item === 'number' ? -item : item]));
}

function exchanged(given: Body['properties']): Body['properties'] {
  const keys = Object.keys(given);
  return Object.fromEntries(keys.map((key, index) => [key, given[keys[keys.length - 1 - index] ?? ''] ?? null]));
}

describe('the fingerprint of a body', () => {
  it('is that of another exactly if they are equal by value', () => {
    let equal = 0;
    fc.assert(
      fc.property(pair, ([left, right]) => {
        const isEqual = written(left) === written(right);
        equal += isEqual ? 1 : 0;
        expect(fingerprint(left) === fingerprint(right)).toBe(isEqual);
      }),
      { numRuns: 10_000 },
    );
    // Both sides of the law were tried.
    expect(equal).toBeGreaterThan(1000);
    expect(equal).toBeLessThan(9000);
  });

  it('is a whole number of at most 53 bits', () => {
    fc.assert(
      fc.property(body, (given) => {
        const found = fingerprint(given);
        expect(Number.isSafeInteger(found) && found >= 0).toBe(true);
      }),
    );
  });

  it('does not depend on what came before', () => {
    fc.assert(
      fc.property(body, body, (first, second) => {
        const fresh = createFingerprint()(second, parseInstant(second.timestamp));
        fingerprint(first);
        expect(fingerprint(second)).toBe(fresh);
      }),
    );
  });

  it('does not depend on how many names came before', () => {
    const bodyOf = (index: number): Body => ({
      event_name: `name ${index}`,
      timestamp: '2026-01-01T00:00:00Z',
      properties: { [`key ${index}`]: index },
    });
    const crowded = createFingerprint();
    const instant = parseInstant('2026-01-01T00:00:00Z');
    for (let index = 0; index < 1500; index += 1) crowded(bodyOf(index), instant);
    for (const index of [0, 499, 500, 1499]) {
      expect(crowded(bodyOf(index), instant)).toBe(createFingerprint()(bodyOf(index), instant));
    }
  });
});

// Bodies as alike as real ones are. Of 65,536 in 2^32 places half a pair meets by chance, and eight pairs do once in 10^7
// runs; in 2^53 none do.
const at = Date.UTC(2026, 0, 1) as Instant;
const series: readonly (readonly [name: string, build: (index: number) => Body['properties']])[] = [
  ['counting up', (index) => ({ tokens: index })],
  ['counting up in texts', (index) => ({ region: `region-${index}` })],
  ['moving units between two properties', (index) => ({ input: index, output: 65_536 - index })],
  ['two numbers of eight bits each', (index) => ({ input: index & 255, output: index >> 8 })],
  ['two texts of a character each', (index) => ({ a: String.fromCharCode(index & 255), b: String.fromCharCode(index >> 8) })], // prettier-ignore
  ['fractions', (index) => ({ cost: index / 100 + 0.001 })],
  ['doubles that differ in their lowest bits', (index) => ({ cost: 1 + index * Number.EPSILON })],
  [
    'texts whose highest bits differ',
    (index) => ({
      text: bits(index)
        .map((bit) => (bit ? '耀' : '\u0000'))
        .join(''),
    }),
  ],
  ['signs', (index) => Object.fromEntries(bits(index).map((bit, place) => [`p${place}`, bit ? 1.5 : -1.5]))],
  ['flags', (index) => Object.fromEntries(bits(index).map((bit, place) => [`p${place}`, bit]))],
];

function bits(index: number): readonly boolean[] {
  return Array.from({ length: 16 }, (_, place) => ((index >> place) & 1) === 1);
}

describe('fingerprints of 65,536 bodies', () => {
  it.each(series)('%s are all different, and so are their halves but for chance', (_name, build) => {
    const call = { event_name: 'call', timestamp: '' };
    const found = Array.from({ length: 65_536 }, (_, index) =>
      fingerprintOf({ ...call, properties: build(index) }, at),
    );
    expect(new Set(found).size).toBe(65_536);
    expect(new Set(found.map((hash) => hash % 2 ** 32)).size).toBeGreaterThan(65_528);
    // 21 bits: 65,536 in 2,097,152 places leave 64,523 ± 31 of them filled.
    const tops = new Set(found.map((hash) => Math.floor(hash / 2 ** 32))).size;
    expect(Math.abs(tops - 64_523)).toBeLessThan(250);
  });
});

describe('a key that came before', () => {
  const event = { event_name: 'call', timestamp: '2026-01-01T00:00:00Z', idempotency_key: 'a', properties: { n: 1, m: 'x' } }; // prettier-ignore
  const open = () => createUsageAggregator({ metric: { aggregation: { kind: 'count' } }, dedupe: true });

  it('with the same body is a repeat, whatever the order of its properties and the text of its time', () => {
    const repeat = { ...event, timestamp: '2025-12-31T19:00:00-05:00', properties: { m: 'x', n: 1 } };
    const aggregator = open();
    expect([aggregator.add(event), aggregator.add(repeat)]).toEqual(['counted', 'repeat']);
  });

  it.each([
    { properties: { n: '1', m: 'x' } },
    { properties: { n: 1, m: 'x', z: null } },
    { properties: { n: 'x', m: 1 } },
    { timestamp: '2026-01-01T00:00:00.001Z' },
    { event_name: 'calls' },
    { customer_id: 'acme' },
    { external_customer_id: 'acme' },
  ])('with another body is a conflict: %j', (change) => {
    const aggregator = open();
    aggregator.add(event);
    expect(faultsOf(() => aggregator.add({ ...event, ...change }))).toEqual(['idempotency_conflict idempotency_key']);
  });
});
