import { Big } from 'big.js';
import { allocateMoney, currencyOf, printMoney, roundMoney, type RealCurrency } from '../src/currency/index.js';
import { integer, parseDecimal, type Decimal } from '../src/decimal/index.js';
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
  const [bigTotals, bigParts] = [amounts.map((text) => new Big(text)), weights.map((text) => new Big(text))];
  const [floats, floatParts] = [amounts.map(Number), weights.map(Number)];
  return compare<readonly (readonly Decimal[])[], readonly (readonly (Big | number)[])[]>({
    name: 'allocate over 20 lines',
    rows: some,
    ours: () => totals.map((total) => allocateMoney(total, parts, dollars)),
    baselines: {
      'big.js': () => bigTotals.map((total) => bigAllocation(total, bigParts)),
      float: () => floats.map((total) => floatAllocation(total, floatParts)),
    },
    equal: (ours, theirs) => ours.every((split, at) => String(split.map(printed)) === String(theirs[at]?.map(fixed))),
    goals: { 'big.js': { at_least: 75 } },
  });
}

function allocatedTexts(): Comparison {
  return compare({
    name: 'allocate over 20 lines at the public door, text to text',
    rows: some,
    ours: () => amounts.map((amount) => allocate({ amount, currency: 'USD', weights })),
    baselines: {
      'big.js': () =>
        amounts.map((text) => {
          const parts = weights.map((weight) => new Big(weight));
          return bigAllocation(new Big(text), parts).map(fixed);
        }),
      float: () => amounts.map((text) => floatAllocation(+text, weights.map(Number)).map(fixed)),
    },
  });
}

function printed(amount: Decimal): string {
  return printMoney(amount, dollars);
}

function fixed(amount: Big | number): string {
  return amount.toFixed(2);
}

/** Floors to the cent, then one cent each to the largest remainders. */
function bigAllocation(total: Big, parts: readonly Big[]): readonly Big[] {
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
  return floors;
}

function floatAllocation(total: number, parts: readonly number[]): readonly number[] {
  const sum = parts.reduce((a, b) => a + b);
  const exact = parts.map((part) => (total * part) / sum);
  const floors = exact.map((part) => Math.floor(part * 100) / 100);
  const missing = Math.round((total - floors.reduce((a, b) => a + b)) * 100);
  const order = exact.map((part, at) => ({ at, rest: part - (floors[at] ?? 0) }));
  order.sort((a, b) => b.rest - a.rest || a.at - b.at);
  for (const { at } of order.slice(0, missing)) floors[at] = (floors[at] ?? 0) + 0.01;
  return floors;
}

function proratedAmount(): Comparison {
  const values = amounts.map((text) => parseDecimal(text));
  const fraction = { numerator: integer(17), denominator: integer(31) };
  const bigs = amounts.map((text) => new Big(text));
  const floats = amounts.map(Number);
  return compare<readonly Decimal[], readonly (Big | number)[]>({
    name: 'prorated amount, rounded to the cent',
    rows: some,
    ours: () => values.map((value) => roundMoney(prorated(value, fraction), dollars)),
    baselines: {
      'big.js': () => bigs.map((value) => value.times(17).div(31).round(2, 1)),
      float: () => floats.map((value) => Math.round(((value * 17) / 31) * 100) / 100),
    },
    equal: (ours, theirs) => ours.every((value, at) => printed(value) === (theirs[at] as Big).toFixed(2)),
    goals: { 'big.js': { at_least: 50 } },
  });
}
