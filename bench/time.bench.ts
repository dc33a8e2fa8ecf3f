import { DateTime } from 'luxon';
import { formatInstant, localDays, parseInstant, period, timeZone } from '../src/time/index.js';
import { compare, type Comparison } from './harness.js';

const name = 'America/New_York';
const thousand = 1000;

/** Instants as they arrive: texts fresh from `JSON.parse`, spread over two years. */
function arrivals(ending: (instant: string) => string): readonly string[] {
  const texts = Array.from({ length: 100 * thousand }, (_, index) => {
    const instant = new Date(Date.UTC(2025, 0, 1) + index * 617_345).toISOString();
    return ending(instant);
  });
  return JSON.parse(JSON.stringify(texts)) as readonly string[];
}

function parse(form: string, ending: (instant: string) => string): Comparison {
  const texts = arrivals(ending);
  return compare({
    name: `parse 100k instants, ${form}`,
    rows: texts.length,
    ours: () => {
      let sum = 0;
      for (const text of texts) sum += parseInstant(text);
      return sum;
    },
    baselines: {
      'Date.parse': () => {
        let sum = 0;
        for (const text of texts) sum += Date.parse(text);
        return sum;
      },
    },
    oracle: 'Date.parse',
    goals: { 'Date.parse': { at_most: 0.5 } },
  });
}

function print(): Comparison {
  const instants = arrivals((instant) => instant).map((text) => parseInstant(text));
  return compare({
    name: 'print 100k instants',
    rows: instants.length,
    ours: () => instants.map(formatInstant),
    baselines: {
      toISOString: () => instants.map((at) => new Date(at).toISOString().replace('.000Z', 'Z').replace('Z', '+00:00')),
    },
    oracle: 'toISOString',
  });
}

function dayCuts(): Comparison {
  const [from, to] = [parseInstant('2025-01-01T05:00:00Z'), parseInstant('2026-01-01T05:00:00Z')];
  const zone = timeZone(name);
  return compare({
    name: 'day cuts of a year in a DST zone',
    rows: 365,
    rounds: 5,
    ours: () => localDays(zone, period(from, to)).map((day) => day.start),
    baselines: {
      luxon: () => {
        const first = DateTime.fromMillis(from, { zone: name });
        return Array.from({ length: 365 }, (_, day) => first.plus({ days: day }).toMillis());
      },
    },
    oracle: 'luxon',
  });
}

/** Parsing and printing of instants, and day cuts, against the platform and luxon. */
export function run(): readonly Comparison[] {
  return [
    parse('as clients send them (Z)', (instant) => `${instant.slice(0, 19)}Z`),
    parse('as Orb prints them (+00:00)', (instant) => `${instant.slice(0, 19)}+00:00`),
    parse('with milliseconds', (instant) => instant),
    print(),
    dayCuts(),
  ];
}
