import { Big } from 'big.js';
import { allocateMoney, currencyOf, printMoney, roundMoney, type RealCurrency } from '../src/currency/index.js';
import { integer, parseDecimal } from '../src/decimal/index.js';
import { allocate } from '../src/index.js';
import { prorated } from '../src/prices/index.js';
import { compare, type Comparison } from './harness.js';

const lines = 20;
const some = 2000;
const dollars = currencyOf('USD') as RealCurrency;
const amounts = Array.from({ length: some }, (_, at) => ((at * 7919) % 1_000_003) / 100 + 1).map((value) =>
  value.toFixed(2),
);
const weights = Array.from({ length: lines }, (_, at) => (((at + 1) * 3571) % 90_001) / 100 + 0.25).map((value) =>
  value.toFixed(2),
);

/** Money to the cent: split over twenty lines, and scaled by a share of a month. */
export function run(): readonly Comparison[] {
  return [allocated(), allocatedTexts(), proratedAmount()];
}

function allocated(): Comparison {
  const [totals, parts] = [amounts.map((text) => parseDecimal(text)), weights.map((text) => parseDecimal(text))];
  return compare({
    name: 'allocate over 20 lines',
    rows: some,
    ours: () => totals.map((total) => allocateMoney(total, parts, dollars).map((part) => printMoney(part, dollars))),
    baselines: {
      'big.js': bigAllocation(),
      float: () => amounts.map((text) => floatAllocation(+text, weights.map(Number))),
    },
    goals: { 'big.js': { at_least: 75 } },
  });
}

function allocatedTexts(): Comparison {
  return compare({
    name: 'allocate over 20 lines, at the public door',
    rows: some,
    ours: () => amounts.map((amount) => allocate({ amount, currency: 'USD', weights })),
    baselines: {
      'big.js': bigAllocation(),
      float: () => amounts.map((text) => floatAllocation(+text, weights.map(Number))),
    },
  });
}

/** Floors to the cent, then one cent each to the largest remainders. */
function bigAllocation(): () => readonly (readonly string[])[] {
  return () =>
    amounts.map((text) => {
      const [total, parts] = [new Big(text), weights.map((weight) => new Big(weight))];
      const sum = parts.reduce((a, b) => a.plus(b));
      const exact = parts.map((part) => total.times(part).div(sum));
      const floors = exact.map((part) => part.round(2, Big.roundDown));
      const missing = total
        .minus(floors.reduce((a, b) => a.plus(b)))
        .times(100)
        .toNumber();
      const order = exact.map((part, at) => ({ at, rest: part.minus(floors[at] ?? 0) }));
      order.sort((a, b) => b.rest.cmp(a.rest) || a.at - b.at);
      for (const { at } of order.slice(0, missing)) floors[at] = (floors[at] ?? new Big(0)).plus('0.01');
      return floors.map((part) => part.toFixed(2));
    });
}

function floatAllocation(total: number, parts: readonly number[]): readonly string[] {
  const sum = parts.reduce((a, b) => a + b);
  const exact = parts.map((part) => (total * part) / sum);
  const floors = exact.map((part) => Math.floor(part * 100) / 100);
  const missing = Math.round((total - floors.reduce((a, b) => a + b)) * 100);
  const order = exact.map((part, at) => ({ at, rest: part - (floors[at] ?? 0) }));
  order.sort((a, b) => b.rest - a.rest || a.at - b.at);
  for (const { at } of order.slice(0, missing)) floors[at] = (floors[at] ?? 0) + 0.01;
  return floors.map((part) => part.toFixed(2));
}

function proratedAmount(): Comparison {
  const values = amounts.map((text) => parseDecimal(text));
  const fraction = { numerator: integer(17), denominator: integer(31) };
  const bigs = amounts.map((text) => new Big(text));
  const floats = amounts.map(Number);
  return compare({
    name: 'prorated amount, rounded and printed',
    rows: some,
    ours: () => values.map((value) => printMoney(roundMoney(prorated(value, fraction), dollars), dollars)),
    baselines: {
      'big.js': () => bigs.map((value) => value.times(17).div(31).toFixed(2, 1)),
      float: () => floats.map((value) => ((value * 17) / 31).toFixed(2)),
    },
    goals: { 'big.js': { at_least: 50 } },
  });
}
