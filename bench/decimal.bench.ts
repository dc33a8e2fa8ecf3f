import { Big } from 'big.js';
import {
  add,
  createSum,
  formatDecimal,
  formatFixed,
  integer,
  mulDiv,
  multiply,
  negate,
  parseDecimal,
  sumNumbers,
  toDecimal,
  zero,
  type Decimal,
} from '../src/decimal/index.js';
import { compare, type Comparison } from './harness.js';

const million = 1_000_000;

/** A repeatable stream of pseudo-random integers in [0, bound). */
function stream(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

function amounts(count: number): readonly string[] {
  const next = stream(1);
  return Array.from({ length: count }, () => (next(10_000_000) / 1000).toFixed(3));
}

function sumTexts(): Comparison {
  const texts = amounts(million);
  return compare({
    name: 'sum 1M decimal strings',
    rows: million,
    rounds: 7,
    ours: () => {
      const sum = createSum();
      for (const text of texts) sum.addText(text);
      return formatDecimal(sum.total());
    },
    baselines: {
      'big.js': () => texts.reduce((sum, text) => sum.plus(text), new Big(0)).toFixed(),
      float: () => {
        let sum = 0;
        for (const text of texts) sum += +text;
        return String(sum);
      },
    },
    goals: { 'big.js': { at_least: 8 }, float: { at_most: 0.6 } },
  });
}

function sumOneByOne(numbers: readonly number[]): string {
  const sum = createSum();
  for (const number of numbers) sum.addNumber(number);
  return formatDecimal(sum.total());
}

function sumJsonNumbers(name: string, ours: (numbers: readonly number[]) => string): Comparison {
  // As a document's numbers arrive: `JSON.parse` lays them out as an array of doubles.
  const numbers = JSON.parse(JSON.stringify(amounts(million).map(Number))) as number[];
  return compare({
    name,
    rows: million,
    rounds: 7,
    ours: () => ours(numbers),
    baselines: {
      'big.js': () => numbers.reduce((sum, number) => sum.plus(number), new Big(0)).toFixed(),
      float: () => {
        let sum = 0;
        for (const number of numbers) sum += number;
        return String(sum);
      },
    },
    goals: { 'big.js': { at_least: 110 }, float: { at_most: 4.5 } },
  });
}

const some = 20_000;

function shares(): Comparison {
  const weights = amounts(some);
  const [total, whole] = ['12345.67', '10000.000'];
  const decimals = weights.map((weight) => parseDecimal(weight));
  const [ourTotal, ourWhole] = [parseDecimal(total), parseDecimal(whole)];
  const bigs = weights.map((weight) => new Big(weight));
  const [bigTotal, bigWhole] = [new Big(total), new Big(whole)];
  const floats = weights.map(Number);
  return compare<readonly Decimal[], readonly (Big | number)[]>({
    name: 'share of a total (mulDiv to the cent)',
    rows: some,
    ours: () => decimals.map((weight) => mulDiv(ourTotal, weight, ourWhole, 2, 'half_up')),
    baselines: {
      'big.js': () => bigs.map((weight) => bigTotal.times(weight).div(bigWhole).round(2, 1)),
      float: () => floats.map((weight) => Math.round(((12_345.67 * weight) / 10_000) * 100) / 100),
    },
    equal: (ours, theirs) => ours.every((share, index) => formatDecimal(share) === (theirs[index] as Big).toFixed()),
    goals: { 'big.js': { at_least: 50 } },
  });
}

function prorated(): Comparison {
  const texts = amounts(some);
  const [days, month] = [integer(17), integer(31)];
  return compare({
    name: 'prorated amount, text to text',
    rows: some,
    ours: () => texts.map((text) => formatFixed(mulDiv(parseDecimal(text), days, month, 2, 'half_up'), 2)),
    baselines: {
      'big.js': () => texts.map((text) => new Big(text).times(17).div(31).toFixed(2, 1)),
      float: () => texts.map((text) => ((+text * 17) / 31).toFixed(2)),
    },
    goals: { 'big.js': { at_least: 10 } },
  });
}

function arithmetic(): Comparison {
  const texts = amounts(some);
  const decimals = texts.map((text) => parseDecimal(text));
  const bigs = texts.map((text) => new Big(text));
  const floats = texts.map(Number);
  const [rate, bigRate] = [parseDecimal('0.0375'), new Big('0.0375')];
  return compare({
    name: 'multiply and add',
    rows: some,
    ours: () => formatDecimal(decimals.reduce((sum, value) => add(sum, multiply(value, rate)), zero)),
    baselines: {
      'big.js': () => bigs.reduce((sum, value) => sum.plus(value.times(bigRate)), new Big(0)).toFixed(),
      float: () => String(floats.reduce((sum, value) => sum + value * 0.0375, 0)),
    },
    goals: { 'big.js': { at_least: 15 } },
  });
}

function format(): Comparison {
  const decimals = amounts(some).map((text) => parseDecimal(text));
  const bigs = amounts(some).map((text) => new Big(text));
  const floats = amounts(some).map(Number);
  return compare({
    // A decimal remembers its text, so each round prints new ones.
    name: 'negate and format',
    rows: some,
    ours: () => decimals.map((value) => formatDecimal(negate(value))),
    baselines: {
      'big.js': () => bigs.map((value) => value.times(-1).toFixed()),
      float: () => floats.map((value) => String(-value)),
    },
  });
}

function parse(): Comparison {
  const texts = amounts(some);
  return compare<readonly Decimal[], readonly (Big | number)[]>({
    name: 'parse',
    rows: some,
    ours: () => texts.map((text) => parseDecimal(text)),
    baselines: { 'big.js': () => texts.map((text) => new Big(text)), float: () => texts.map(Number) },
    equal: (ours, theirs) => ours.every((value, index) => formatDecimal(value) === (theirs[index] as Big).toFixed()),
  });
}

function readNumbers(): Comparison {
  const numbers = amounts(some).map(Number);
  return compare({
    name: 'read a JSON number',
    rows: some,
    ours: () => numbers.map((number) => toDecimal(number)),
    baselines: { 'big.js': () => numbers.map((number) => new Big(number)) },
    equal: (ours, theirs) => ours.every((value, index) => formatDecimal(value) === theirs[index]?.toFixed()),
  });
}

export function run(): readonly Comparison[] {
  return [
    sumTexts(),
    sumJsonNumbers('sum 1M JSON numbers', (numbers) => formatDecimal(sumNumbers(numbers))),
    sumJsonNumbers('the same, added one by one', sumOneByOne),
    shares(),
    prorated(),
    arithmetic(),
    format(),
    parse(),
    readNumbers(),
  ];
}
