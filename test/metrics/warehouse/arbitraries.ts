import * as fc from 'fast-check';
import { aggregationKinds, type Metric } from '../../../src/metrics/index.js';
import type { EventInput } from '../../../src/wire/index.js';
import { frozen } from '../../support/frozen.js';

// Metrics and logs for the engines. Numbers come in two sizes: those that every engine holds, and the longest there are.

export type Size = 'moderate' | 'extreme';

const numeric = ['a', 'b', 'we"ird/~ $.name'];
const textual = ['c', 'größe', '__proto__', 'properties'];

type Plain = string | number | boolean | null;

const moderate: readonly Plain[] = [0, -1, 1, 2.5, -0.25, 1000000, 0.0001, '12.5', '-3', '007', '1.50', '0', '-0'];
const extreme: readonly Plain[] = [
  1e-7,
  1e21,
  1.5e-13,
  9007199254740991,
  123456789012345680000,
  '99999999999999999999999999999999999999.999999999999999999999999999999',
  '-0.000000000000000000000000000001',
  '00000000000000000000000000000000000001',
  '999999999999999999999999999999999999999',
];
const others: readonly Plain[] = [
  null,
  true,
  false,
  'eu',
  'EU',
  '',
  'é',
  '😀',
  '～',
  'a_b%c\\',
  "it's",
  '1e3',
  ' 1',
  '+1',
  '.5',
  '5.',
  'NaN',
  'true',
  'a\nb',
  'İı',
];

/** Properties named for the type that they mostly have. */
function propertiesOf(size: Size): fc.Arbitrary<readonly (readonly [string, Plain])[]> {
  const sizes = size === 'moderate' ? moderate : [...moderate, ...extreme];
  const any = fc.constantFrom<Plain>(...sizes, ...others);
  const entry = (names: readonly string[], usual: readonly Plain[]): fc.Arbitrary<readonly [string, Plain]> =>
    fc.tuple(fc.constantFrom(...names), fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...usual) }, any));
  return fc.array(fc.oneof(entry(numeric, sizes), entry(textual, others), entry(['flag'], [true, true, false])), {
    minLength: 3,
    maxLength: 8,
  });
}

// Instants about the ends of the windows and the changes of clocks in New York and Apia, some finer than a millisecond.
const instants = [
  '2025-03-09T06:59:59.999Z',
  '2025-03-09T07:00:00Z',
  '2025-03-09T02:30:00-05:00',
  '2025-11-02T05:59:59.9999Z',
  '2025-11-02T06:00:00.000Z',
  '2025-11-02T01:30:00-04:00',
  '2011-12-30T10:00:00Z',
  '2025-12-31T23:59:59.999Z',
  '2026-01-01T00:00:00Z',
  '1969-12-31T23:59:59.9995Z',
];

/** How many logs share a table, told apart by their customer. */
const logsPerTable = 10;

/** Events of several logs, with repeats, without keys, in no order. */
export function logs(size: Size): fc.Arbitrary<readonly EventInput[]> {
  const properties = propertiesOf(size);
  const event = fc.record({
    event_name: fc.constantFrom('call', 'load', "o'call"),
    timestamp: fc.constantFrom(...instants),
    idempotency_key: fc.constantFrom('k1', 'k2', 'K1', '😀', '～', '', null),
    customer_id: fc.integer({ min: 1, max: logsPerTable }).map((log) => `log-${log}`),
    external_customer_id: fc.constantFrom(null, 'x', '7'),
    // Entries make `__proto__` a property like others, as parsed JSON has it.
    properties: properties.map((entries) => Object.fromEntries(entries)),
  });
  const keyed = event.map(({ idempotency_key: key, ...rest }) =>
    key === null ? rest : { ...rest, idempotency_key: key },
  );
  return fc.array(keyed, { minLength: 20, maxLength: 70 }).map((events) => frozen([...events, ...events.slice(0, 5)]));
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const numbers = [
  ...numeric.map(quoted),
  ...numeric.map(quoted),
  'timestamp_millis',
  'external_customer_id',
  '{{limit}}',
];
const numberLiterals = ['0', '1', '-1', '2.5', '1000000', '0.003', "'12.5'", "'1.50'"];
const texts = [
  ...textual.map(quoted),
  'event_name',
  'idempotency_key',
  '{{word}}',
  "'eu'",
  "''",
  "'😀'",
  "'～'",
  "'12.5'",
];
const truths = ['flag', 'flag', 'TRUE', 'FALSE'];
const patterns = ["'%'", "'e_'", "'_'", "'%b\\%'", "'a_b%c\\'", "'%é%'", "'E%'", "'%_'", "''", "'a%b'", quoted('c')];
const not = fc.constantFrom('', 'NOT');

type Texts = { any: string; number: string; text: string; truth: string };

/**
 * Texts of the expression language: mostly of the type that is wanted, so that something comes of them, and now and then
 * of any other, because what does not fit has to be NULL everywhere.
 */
const language = fc.letrec<Texts>((tie) => {
  const leaf = (list: readonly string[]): fc.WeightedArbitrary<string> => ({
    weight: 4,
    arbitrary: fc.constantFrom(...list),
  });
  const misfit = { weight: 1, arbitrary: tie('any') };
  const options = { maxDepth: 3, depthIdentifier: 'expression', depthSize: 'small' } as const;
  const both = fc.oneof(
    fc.constant<keyof Texts>('number'),
    fc.constant<keyof Texts>('text'),
    fc.constant<keyof Texts>('any'),
  );
  const pair = both.chain((type) => fc.tuple(tie(type), tie(type), tie(type)));
  const choice = (type: keyof Texts): readonly fc.Arbitrary<string>[] => [
    fc.tuple(tie('truth'), tie(type), tie(type)).map(([when, a, b]) => `CASE WHEN ${when} THEN ${a} ELSE ${b} END`),
    fc
      .tuple(tie('truth'), tie(type), tie('truth'), tie(type))
      .map(([p, a, q, b]) => `CASE WHEN ${p} THEN ${a} WHEN ${q} THEN ${b} END`),
    fc.tuple(fc.constantFrom('COALESCE', 'NULLIF'), tie(type), tie(type)).map(([name, a, b]) => `${name}(${a}, ${b})`),
  ];
  return {
    any: fc.oneof(
      options,
      leaf(['NULL', 'absent', ...truths, ...texts, ...numbers]),
      tie('number'),
      tie('text'),
      tie('truth'),
    ),
    number: fc.oneof(
      options,
      leaf(numbers),
      leaf(numberLiterals),
      misfit,
      {
        weight: 6,
        arbitrary: fc.tuple(tie('number'), fc.constantFrom('+', '-', '*', '/', '%'), tie('number')).map(joined),
      },
      fc
        .tuple(fc.constantFrom('ABS', 'FLOOR', 'CEIL', '-', 'hour_floor_timestamp_millis'), tie('number'))
        .map(([name, x]) => `${name}(${x})`),
      fc
        .tuple(fc.constantFrom('LEAST', 'GREATEST'), tie('number'), tie('any'), tie('number'))
        .map(([name, ...list]) => `${name}(${list.join(', ')})`),
      ...choice('number'),
    ),
    text: fc.oneof(
      options,
      leaf(texts),
      misfit,
      fc.tuple(fc.constantFrom('LOWER', 'UPPER'), tie('text')).map(([name, x]) => `${name}(${x})`),
      ...choice('text'),
    ),
    truth: fc.oneof(
      options,
      leaf(truths),
      misfit,
      fc
        .tuple(pair, fc.constantFrom('=', '<>', '<', '<=', '>', '>='))
        .map(([[a, b], operator]) => `(${a} ${operator} ${b})`),
      fc.tuple(tie('truth'), fc.constantFrom('AND', 'OR'), tie('truth')).map(joined),
      fc.tuple(tie('text'), fc.constantFrom('LIKE', 'NOT LIKE'), fc.constantFrom(...patterns)).map(joined),
      fc.tuple(pair, not).map(([[x, a, b], no]) => `(${x} ${no} BETWEEN ${a} AND ${b})`),
      fc.tuple(pair, not).map(([[x, a, b], no]) => `(${x} ${no} IN (${a}, ${b}))`),
      fc.tuple(tie('any'), not).map(([x, no]) => `(${x} IS ${no} NULL)`),
      tie('truth').map((x) => `(NOT ${x})`),
      ...choice('truth'),
    ),
  };
});

function joined([left, operator, right]: readonly string[]): string {
  return `(${left} ${operator} ${right})`;
}

/** Half of all filters keep most events, so that there is something to measure. */
const filter = fc.oneof(
  language.truth,
  language.any.map((x) => `(${x} IS NOT NULL)`),
);

/** A metric and the question asked with it, grouped by log first. */
export type Asked = {
  readonly metric: Metric;
  readonly question: {
    readonly group_by: readonly string[];
    readonly null_groups: 'omit' | 'keep';
    readonly timeframe_start: string | null;
    readonly timeframe_end: string | null;
    readonly filter: string | null;
    readonly granularity: 'day' | 'hour' | null;
    readonly view_mode: 'periodic' | 'cumulative' | null;
    readonly timezone: string;
  };
};

type Frame = Pick<Asked['question'], 'timeframe_start' | 'timeframe_end' | 'granularity'>;

// Windows need both bounds: days over both changes of clocks in New York and the day that Apia left out, and hours.
const frames: readonly Frame[] = [
  [null, null, null],
  [null, '2026-01-01T00:00:00Z', null],
  ['2025-03-09T07:00:00Z', null, null],
  ['2025-03-09T07:00:00Z', '2025-11-02T06:00:00.001Z', null],
  ['2025-11-02T06:00:00Z', '2026-01-01T00:00:00Z', 'day'],
  ['2025-03-09T06:30:00Z', '2026-01-01T00:00:00Z', 'day'],
  ['2011-12-29T00:00:00Z', '2012-01-01T00:00:00Z', 'day'],
  ['2025-11-02T04:30:00Z', '2025-11-02T09:00:00.001Z', 'hour'],
  ['2025-11-02T06:00:00Z', '2025-11-02T06:00:00Z', 'day'],
].map(([timeframe_start, timeframe_end, granularity]) => ({ timeframe_start, timeframe_end, granularity }) as Frame);

// The other two have no partials.
const mergeable = aggregationKinds.filter((kind) => kind !== 'time_weighted' && kind !== 'percentile');

export const asked: fc.Arbitrary<Asked> = fc.record({
  metric: fc
    .record({
      kind: fc.constantFrom(...mergeable),
      expression: fc.oneof({ weight: 3, arbitrary: language.number }, language.text, language.any),
      by: fc.option(language.number),
      filter: fc.option(filter, { freq: 1 }),
      event_names: fc.constantFrom(null, null, ['call'], ['load', "o'call"]),
    })
    .map(({ kind, expression, by, filter: kept, event_names }) => ({
      event_names,
      filter: kept,
      aggregation: { kind, expression, by: kind === 'latest' || kind === 'earliest' ? by : null },
      parameters: { limit: 2.5, word: 'eu' },
    })),
  question: fc
    .record({
      group_by: fc
        .option(language.any, { freq: 1 })
        .map((key) => (key === null ? ['customer_id'] : ['customer_id', key])),
      null_groups: fc.constantFrom('omit' as const, 'keep' as const),
      filter: fc.option(filter, { freq: 1 }),
      frame: fc.constantFrom(...frames),
      view_mode: fc.constantFrom(null, 'periodic' as const, 'cumulative' as const),
      timezone: fc.constantFrom('UTC', 'America/New_York', 'Pacific/Apia'),
    })
    .map(({ frame, ...rest }) => ({ ...rest, ...frame })),
});
