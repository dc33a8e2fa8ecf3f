import fc from 'fast-check';
import { allocate, roundAmount } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { printMoney, realCurrencyOf, settle } from '../../src/currency/index.js';
import { parseDecimal, ratio } from '../../src/decimal/index.js';
import { decimalTexts } from '../support/decimal-texts.js';
import { quickestOf } from '../support/quickest.js';
import { floor, negative, order, printScaled, product, rational, sum, type Rational } from '../support/rational.js';

const runs = { numRuns: 2_000 };
const currencies = fc.constantFrom(['USD', 2], ['JPY', 0], ['KWD', 3], ['CLF', 4]) as fc.Arbitrary<[string, number]>;
const modes = fc.constantFrom<'half_up' | 'half_even'>('half_up', 'half_even');
const amounts = fc.oneof(
  decimalTexts(-100_000n, 100_000n, 6),
  decimalTexts(-(10n ** 37n), 10n ** 37n, 20),
  // Ties: five beyond the last kept digit.
  fc
    .integer({ min: -2_000, max: 2_000 })
    .chain((n) => fc.nat({ max: 5 }).map((p) => printScaled(BigInt(n) * 10n + 5n, p))),
);

describe('L7 rounding', () => {
  it('is the nearest unit, ties away from zero or to even, as integers say', () => {
    fc.assert(
      fc.property(amounts, currencies, modes, (amount, [currency, places], mode) => {
        const expected = printScaled(roundedUnits(rational(amount), places, mode), places);
        expect(roundAmount({ amount, currency, mode })).toBe(expected);
      }),
      runs,
    );
  });

  it('round(−x) = −round(x), and rounding twice changes nothing', () => {
    fc.assert(
      fc.property(amounts, currencies, modes, (amount, [currency], mode) => {
        const rounded = roundAmount({ amount, currency, mode });
        expect(roundAmount({ amount: rounded, currency, mode })).toBe(rounded);
        expect(roundAmount({ amount: mirrored(amount), currency, mode })).toBe(mirrored(rounded));
      }),
      runs,
    );
  });
});

const weights = fc.oneof(
  fc.array(fc.nat({ max: 20 }).map(String), { minLength: 1, maxLength: 12 }),
  fc.array(decimalTexts(0n, 10n ** 12n, 8), { minLength: 1, maxLength: 12 }),
  fc.array(fc.constantFrom('0', '1'), { minLength: 1, maxLength: 12 }),
);
// Small ones, ones whose products with weights lie about 2^53, and huge ones.
const totals = fc.oneof(
  fc.bigInt({ min: -500n, max: 500n }),
  fc.bigInt({ min: 2n ** 43n, max: 2n ** 54n }),
  fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
);

describe('L6 allocate', () => {
  it('is the largest remainder of integers, its mirror for negative totals', () => {
    fc.assert(
      fc.property(totals, weights, currencies, (units, list, [currency, places]) => {
        const parts = allocate({ amount: printScaled(units, places), currency, weights: list });
        expect(parts).toEqual(allocatedUnits(units, list).map((part) => printScaled(part, places)));
      }),
      runs,
    );
  });

  it('sums to the total, each part within one unit of its exact share, and nothing to a zero weight', () => {
    fc.assert(
      fc.property(totals, weights, (units, list) => {
        const parts = allocate({ amount: printScaled(units, 2), currency: 'USD', weights: list }).map(unitsOf);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(units);
        const whole = sum(list.map(rational));
        if (whole.over === 0n) return;
        parts.forEach((part, at) => {
          const weight = rational(list[at] ?? '');
          if (weight.over === 0n) expect(part).toBe(0n);
          // |part · W − t · w| < W
          const gap = sum([
            product({ over: part, under: 1n }, whole),
            negative(product({ over: units, under: 1n }, weight)),
          ]);
          expect(order(absolute(gap), whole)).toBe(-1);
        });
      }),
      runs,
    );
  });

  it('scaling all weights changes nothing', () => {
    fc.assert(
      fc.property(
        totals,
        fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 1, max: 99 }),
        (units, list, k) => {
          const amount = printScaled(units, 2);
          const scaled = allocate({ amount, currency: 'USD', weights: list.map((weight) => weight * k) });
          expect(scaled).toEqual(allocate({ amount, currency: 'USD', weights: list }));
        },
      ),
      runs,
    );
  });

  it('equal weights get parts that never grow along the list and differ by one unit at most', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 100_000n }), fc.integer({ min: 1, max: 50 }), (units, count) => {
        const equal = Array.from({ length: count }, () => '1');
        const parts = allocate({ amount: printScaled(units, 2), currency: 'USD', weights: equal }).map(unitsOf);
        expect(parts).toEqual([...parts].sort((a, b) => Number(b - a)));
        expect((parts[0] ?? 0n) - (parts.at(-1) ?? 0n)).toBeLessThanOrEqual(1n);
      }),
      runs,
    );
  });

  it('takes ten thousand weights in a moment', () => {
    const list = Array.from({ length: 10_000 }, (_, at) => ((at * 7_919) % 1_000) / 8);
    const split = () => allocate({ amount: '1234567.89', currency: 'USD', weights: list });
    expect(quickestOf(3, split)).toBeLessThan(500);
    const parts = split();
    expect(parts.map(unitsOf).reduce((a, b) => a + b, 0n)).toBe(123_456_789n);
  });
});

const exactParts = fc.array(
  fc.record({ over: fc.bigInt({ min: -5_000n, max: 5_000n }), under: fc.constantFrom(1n, 3n, 7n, 8n, 30n, 1_000n) }),
  { minLength: 1, maxLength: 8 },
);

describe('L6 settle', () => {
  const dollars = realCurrencyOf('USD', 'currency');
  const settled = (units: bigint, parts: readonly Rational[]) =>
    settle(
      parseDecimal(printScaled(units, 2)),
      parts.map(({ over, under }) => ratio(parseDecimal(String(over)), parseDecimal(String(under)))),
      dollars,
    ).map((part) => unitsOf(printMoney(part, dollars)));

  it('hands out units one by one, as the rule says it, for any total', () => {
    fc.assert(
      fc.property(exactParts, fc.bigInt({ min: -300n, max: 300n }), (parts, off) => {
        const units = parts.reduce((total, part) => total + floor(inCents(part)), 0n) + off;
        expect(settled(units, parts)).toEqual(settledUnits(units, parts.map(inCents)));
      }),
      runs,
    );
  });

  it('keeps each part within one unit of its exact value when the total is their rounded sum', () => {
    fc.assert(
      fc.property(exactParts, modes, (parts, mode) => {
        const units = roundedUnits(sum(parts), 2, mode);
        const result = settled(units, parts);
        expect(result.reduce((a, b) => a + b, 0n)).toBe(units);
        result.forEach((part, at) => {
          const gap = sum([{ over: part, under: 1n }, negative(inCents(parts[at] ?? { over: 0n, under: 1n }))]);
          expect(order(absolute(gap), { over: 1n, under: 1n })).not.toBe(1);
        });
      }),
      runs,
    );
  });
});

function mirrored(text: string): string {
  if (/^-?0(\.0+)?$/.test(text)) return text.replace('-', '');
  return text.startsWith('-') ? text.slice(1) : `-${text}`;
}

function unitsOf(text: string): bigint {
  return BigInt(text.replace('.', ''));
}

function inCents(value: Rational): Rational {
  return product(value, { over: 100n, under: 1n });
}

function absolute(value: Rational): Rational {
  return value.over < 0n ? negative(value) : value;
}

/** The nearest whole number of minor units: the floor of twice the value tells on which side of the half it lies. */
function roundedUnits(value: Rational, places: number, mode: 'half_up' | 'half_even'): bigint {
  if (value.over < 0n) return -roundedUnits(negative(value), places, mode);
  const scaled = product(value, { over: 10n ** BigInt(places), under: 1n });
  const below = floor(scaled);
  const twice = 2n * (scaled.over - below * scaled.under);
  if (twice === scaled.under) return mode === 'half_up' || below % 2n === 1n ? below + 1n : below;
  return twice > scaled.under ? below + 1n : below;
}

/** §1.1 allocate on integers: floors, then one unit each to the largest remainders, earlier ones first. */
function allocatedUnits(units: bigint, list: readonly string[]): readonly bigint[] {
  if (units < 0n) return allocatedUnits(-units, list).map((part) => -part);
  const scaled = list.map((weight) => rational(weight)).map(({ over, under }) => (over * 10n ** 12n) / under);
  const given = scaled.some((weight) => weight > 0n) ? scaled : scaled.map(() => 1n);
  const whole = given.reduce((a, b) => a + b, 0n);
  const parts = given.map((weight) => (units * weight) / whole);
  const remainders = given.map((weight, at) => ({ at, rest: (units * weight) % whole }));
  remainders.sort((a, b) => Number(b.rest > a.rest) - Number(b.rest < a.rest) || a.at - b.at);
  let missing = units - parts.reduce((a, b) => a + b, 0n);
  for (const { at } of remainders) {
    if (missing === 0n) break;
    parts[at] = (parts[at] ?? 0n) + 1n;
    missing -= 1n;
  }
  return parts;
}

/** §1.1 settle word by word: one unit at a time, in rounds. */
function settledUnits(units: bigint, parts: readonly Rational[]): readonly bigint[] {
  const result = parts.map(floor);
  const rests = parts.map((part, at) => ({ at, rest: sum([part, { over: -floor(part), under: 1n }]) }));
  const giving = [...rests].sort((a, b) => order(b.rest, a.rest) || a.at - b.at);
  const taking = [...rests].sort((a, b) => order(a.rest, b.rest) || b.at - a.at);
  let missing = units - result.reduce((a, b) => a + b, 0n);
  for (let turn = 0; missing !== 0n; turn += 1) {
    const at = (missing > 0n ? giving : taking)[turn % parts.length]?.at ?? 0;
    result[at] = (result[at] ?? 0n) + (missing > 0n ? 1n : -1n);
    missing += missing > 0n ? -1n : 1n;
  }
  return result;
}
