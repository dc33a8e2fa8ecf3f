import { Big } from 'big.js';
import { floor, product, quotient, rational, sum, type Rational } from '../support/rational.js';

// The oracle: arrays, loops, big.js and rationals of BigInts, nothing of Reckoner. It knows one filter (`status < 500`) and plain property names.

export type NaiveEvent = {
  readonly event_name: string;
  readonly timestamp: string;
  readonly properties: { readonly [key: string]: string | number | boolean | null };
  readonly idempotency_key: string;
};

export type NaiveSpec = {
  readonly kind: string;
  readonly percentile: string | null;
  readonly expression: string | null;
  readonly event_names: readonly string[] | null;
  readonly filtered: boolean;
  readonly group_by: readonly string[];
  readonly keep: boolean;
  readonly start: string;
  readonly end: string;
};

type Plain = string | number | boolean | null;

function read(event: NaiveEvent, name: string): Plain {
  return Object.prototype.hasOwnProperty.call(event.properties, name) ? (event.properties[name] ?? null) : null;
}

function numeric(value: Plain): Big | null {
  if (typeof value === 'number') return new Big(value);
  return typeof value === 'string' && /^-?\d{1,38}(\.\d{1,30})?$/.test(value) ? new Big(value) : null;
}

function quantity(spec: NaiveSpec, events: readonly NaiveEvent[]): string {
  const values = events.map((event) => (spec.expression === null ? true : read(event, spec.expression)));
  const numbers = values.map(numeric).filter((value) => value !== null);
  const ascending = [...numbers].sort((a, b) => a.cmp(b));
  switch (spec.kind) {
    case 'count':
      return String(values.filter((value) => value !== null).length);
    case 'sum':
      return plain(numbers.reduce((so, value) => so.plus(value), new Big(0)));
    case 'min':
      return plain(ascending[0] ?? new Big(0));
    case 'max':
      return plain(ascending.at(-1) ?? new Big(0));
    case 'unique': {
      const seen: Plain[] = [];
      for (const value of values) if (value !== null && !seen.includes(value)) seen.push(value);
      return String(seen.length);
    }
    case 'average':
      return cut(numbers.length === 0 ? rational('0') : quotient(total(numbers), rational(String(numbers.length))));
    case 'percentile':
      return cut(percentile(ascending, new Big(spec.percentile ?? '')));
    default: {
      const ranked = events
        .map((event) => ({ event, value: numeric(read(event, spec.expression ?? '')) }))
        .filter((entry) => entry.value !== null)
        .sort((a, b) => rank(a.event) - rank(b.event) || (a.event.idempotency_key < b.event.idempotency_key ? -1 : 1));
      if (spec.kind === 'time_weighted') return cut(averageOverTime(spec, ranked));
      return plain((spec.kind === 'latest' ? ranked.at(-1) : ranked[0])?.value ?? new Big(0));
    }
  }
}

const total = (numbers: readonly Big[]): Rational => sum(numbers.map((value) => rational(value.toFixed())));

function percentile(ascending: readonly Big[], p: Big): Rational {
  if (ascending.length === 0) return rational('0');
  const rank = p.times(ascending.length - 1);
  const below = rank.round(0, 0).toNumber();
  const [low, high] = [ascending[below] ?? new Big(0), ascending[below + 1] ?? ascending[below] ?? new Big(0)];
  return rational(
    low
      .times(new Big(1).minus(rank.minus(below)))
      .plus(high.times(rank.minus(below)))
      .toFixed(),
  );
}

/** Segment by segment: of each, the level is looked up as the last value at or before its start. */
function averageOverTime(
  { start, end }: NaiveSpec,
  ranked: readonly { readonly event: NaiveEvent; readonly value: Big | null }[],
): Rational {
  const [from, until] = [new Date(start).getTime(), new Date(end).getTime()];
  if (from === until) return rational('0');
  const inside = ranked.map(({ event }) => rank(event)).filter((at) => at > from && at < until);
  const cuts = [...new Set([from, ...inside, until])].sort((a, b) => a - b);
  const latestFirst = [...ranked].reverse();
  const areas = cuts.slice(1).map((next, index) => {
    const here = cuts[index] ?? 0;
    const level = latestFirst.find(({ event }) => rank(event) <= here)?.value ?? new Big(0);
    return level.times(next - here);
  });
  return quotient(total(areas), rational(String(until - from)));
}

/** Cut toward zero at 20 places, without the zeros at the end. */
function cut(value: Rational): string {
  const positive = value.over < 0n ? { over: -value.over, under: value.under } : value;
  const units = floor(product(positive, rational(`1${'0'.repeat(20)}`)));
  const text = new Big(units.toString()).div(new Big(10).pow(20));
  return plain(value.over < 0n ? text.neg() : text);
}

const rank = (event: NaiveEvent): number => new Date(event.timestamp).getTime();
const plain = (value: Big): string => (value.eq(0) ? '0' : value.toFixed());

export function naiveUsage(spec: NaiveSpec, events: readonly NaiveEvent[]): { quantity: string; groups: unknown[] } {
  const counted = events.filter((event) => {
    const at = new Date(event.timestamp).getTime();
    const isEarlier = at < new Date(spec.start).getTime() && spec.kind !== 'time_weighted';
    if (isEarlier || at >= new Date(spec.end).getTime()) return false;
    if (spec.event_names !== null && !spec.event_names.includes(event.event_name)) return false;
    const status = numeric(read(event, 'status'));
    return !spec.filtered || (status !== null && status.lt(500));
  });
  const groups: { values: Plain[]; events: NaiveEvent[] }[] = [];
  for (const event of counted) {
    const values = spec.group_by.map((key) => read(event, key));
    if (values.length === 0 || (!spec.keep && values.includes(null))) continue;
    const group = groups.find((known) => known.values.every((value, index) => Object.is(value, values[index])));
    if (group) group.events.push(event);
    else groups.push({ values, events: [event] });
  }
  return {
    quantity: quantity(spec, counted),
    groups: groups
      .sort((a, b) => compareLists(a.values, b.values))
      .map((group) => ({ grouping_values: group.values, quantity: quantity(spec, group.events) })),
  };
}

function compareLists(left: readonly Plain[], right: readonly Plain[]): number {
  const types = ['string', 'number', 'boolean', 'object'];
  for (const [index, a] of left.entries()) {
    const b = right[index] ?? null;
    const gap = types.indexOf(typeof a) - types.indexOf(typeof b);
    if (gap !== 0) return gap;
    if (a !== b && a !== null && b !== null) return a < b ? -1 : 1;
  }
  return 0;
}
