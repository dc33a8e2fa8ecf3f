import { Big } from 'big.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BillingError, Issue, Issues } from '../../src/errors/index.js';
import { InvariantError } from '../../src/errors/index.js';
import {
  createSum,
  formatDecimal,
  formatFixed,
  integer,
  parseDecimal,
  readDecimal,
  toDecimal,
  toNumber,
  type DecimalInput,
} from '../../src/decimal/index.js';
import { decimalText, documentNumber, plainText, anyPlaces } from '../support/decimal-arbitraries.js';

function refusalOf(run: () => unknown): BillingError {
  try {
    run();
  } catch (error) {
    return error as BillingError;
  }
  throw new Error('nothing was refused');
}

function issueOf(value: unknown): Issue | undefined {
  const issues: Issues = [];
  expect(readDecimal(value, 'amount', issues)).toBeUndefined();
  expect(issues).toHaveLength(1);
  return issues[0];
}

// The fastest of many runs: a busy machine can only make a run slower than it is.
function fastest(run: () => void): number {
  let best = Infinity;
  for (let turn = 0; turn < 50; turn += 1) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

describe('texts', () => {
  it('come back as they were, less their superfluous zeros', () => {
    fc.assert(
      fc.property(decimalText(), (text) => {
        const oracle = new Big(text);
        expect(formatDecimal(parseDecimal(text))).toBe(oracle.eq(0) ? '0' : oracle.toFixed());
        expect(formatDecimal(parseDecimal(formatDecimal(parseDecimal(text))))).toBe(formatDecimal(parseDecimal(text)));
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([
    ['007', '7'],
    ['-0', '0'],
    ['-0.000', '0'],
    ['0.10', '0.1'],
    ['-012.3400', '-12.34'],
    ['1.000000000000000000000000000000', '1'],
    ['00000000000000000000000000000000000001', '1'],
    ['9007199254740992', '9007199254740992'],
    ['-9007199254740993.10', '-9007199254740993.1'],
    [
      '99999999999999999999999999999999999999.999999999999999999999999999999',
      '99999999999999999999999999999999999999.999999999999999999999999999999',
    ],
  ])('%s is %s', (text, plain) => {
    expect(formatDecimal(parseDecimal(text))).toBe(plain);
    expect(parseDecimal(text).toString()).toBe(plain);
    expect(JSON.stringify({ amount: parseDecimal(text) })).toBe(`{"amount":"${plain}"}`);
  });

  it.each([
    '',
    '-',
    '.',
    '.5',
    '5.',
    '-.5',
    '+1',
    '1e3',
    '1E3',
    '0x10',
    ' 1',
    '1 ',
    '1\n',
    '1,000',
    '1_000',
    '--1',
    '1-',
    '1.2.3',
    '1..2',
    'NaN',
    'Infinity',
    '٣',
    '１',
    'null',
  ])('%j is refused', (text) => {
    expect(refusalOf(() => parseDecimal(text)).code).toBe('invalid_decimal');
    expect(issueOf(text)).toMatchObject({ path: 'amount', code: 'invalid_decimal', severity: 'error' });
  });

  it('may have 38 digits before and 30 after the point, zeros counted, and not one more', () => {
    expect(formatDecimal(parseDecimal('9'.repeat(38)))).toBe('9'.repeat(38));
    expect(refusalOf(() => parseDecimal('9'.repeat(39))).code).toBe('invalid_decimal');
    expect(refusalOf(() => parseDecimal(`${'0'.repeat(38)}1`)).code).toBe('invalid_decimal');
    expect(formatDecimal(parseDecimal(`-0.${'1'.repeat(30)}`))).toBe(`-0.${'1'.repeat(30)}`);
    expect(refusalOf(() => parseDecimal(`0.${'0'.repeat(31)}`)).code).toBe('invalid_decimal');
  });

  it('keep to the limits they are given', () => {
    const limits = { integer_digits: 3, fraction_digits: 2 };
    expect(formatDecimal(parseDecimal('-999.99', limits))).toBe('-999.99');
    expect(refusalOf(() => parseDecimal('1000', limits)).code).toBe('invalid_decimal');
    expect(refusalOf(() => parseDecimal('0.001', limits)).code).toBe('invalid_decimal');
    expect(formatDecimal(parseDecimal('1000', { fraction_digits: 0 }))).toBe('1000');
    expect(refusalOf(() => parseDecimal('1.0', { fraction_digits: 0 })).code).toBe('invalid_decimal');
    expect(formatDecimal(parseDecimal('1'.repeat(60), { integer_digits: 60 }))).toBe('1'.repeat(60));
  });
});

describe('numbers', () => {
  it('mean their shortest decimal', () => {
    fc.assert(
      fc.property(documentNumber(), (number) => {
        const places = new Big(number).c.length - 1 - new Big(number).e;
        fc.pre(places <= 30);
        expect(formatDecimal(toDecimal(number))).toBe(number === 0 ? '0' : new Big(number).toFixed());
        expect(toNumber(toDecimal(number))).toBe(number === 0 ? 0 : number);
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([
    [0.1, '0.1'],
    [0.1 + 0.2, '0.30000000000000004'],
    [-0, '0'],
    [1e21, '1000000000000000000000'],
    [1.5e37, `15${'0'.repeat(36)}`],
    [1e-7, '0.0000001'],
    [1.25e-20, '0.0000000000000000000125'],
    [2 ** 53, '9007199254740992'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [123_456_789_012_345.67, '123456789012345.67'],
    [4.35, '4.35'],
  ])('%d is %s', (number, plain) => {
    expect(formatDecimal(toDecimal(number))).toBe(plain);
  });

  it.each([Number.NaN, Infinity, -Infinity, 1e38, -1e38, 1e-31, 5e-324, Number.MAX_VALUE])(
    '%d is refused',
    (number) => {
      expect(issueOf(number)).toMatchObject({ code: 'invalid_decimal' });
      expect(refusalOf(() => toDecimal(number, 'quantity'))).toMatchObject({
        code: 'invalid_decimal',
        issues: [{ path: 'quantity' }],
      });
    },
  );
});

describe('objects of a decimal library', () => {
  it('are read through toFixed()', () => {
    expect(formatDecimal(toDecimal(new Big('-12.340')))).toBe('-12.34');
    expect(formatDecimal(toDecimal(new Big('-0')))).toBe('0');
    expect(formatDecimal(toDecimal({ toFixed: () => '1e3'.replace('e3', '000') }))).toBe('1000');
  });

  const hostile: readonly (readonly [string, string, unknown])[] = [
    [
      'whose toFixed throws',
      'invalid_type',
      {
        toFixed: () => {
          throw new Error('no');
        },
      },
    ],
    [
      'whose toFixed is a getter that throws',
      'invalid_type',
      {
        get toFixed(): never {
          throw new Error('no');
        },
      },
    ],
    ['whose toFixed returns an exponent', 'invalid_decimal', { toFixed: () => '1e100000000' }],
    ['whose toFixed returns a number', 'invalid_type', { toFixed: () => 5 }],
    ['whose toFixed returns a megabyte', 'invalid_decimal', { toFixed: () => '9'.repeat(1_000_000) }],
    [
      'whose valueOf throws',
      'invalid_type',
      {
        toFixed: () => '1',
        valueOf: () => {
          throw new Error('no');
        },
      },
    ],
    ['that is a Number, whose toFixed rounds', 'invalid_type', Object(1.5) as unknown],
    [
      'that traps everything',
      'invalid_type',
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('no');
          },
          has: () => {
            throw new Error('no');
          },
        },
      ),
    ],
    ['without a prototype', 'invalid_type', Object.create(null) as unknown],
    ['whose toFixed is no function', 'invalid_type', { toFixed: '1.50' }],
  ];
  it.each(hostile)('%s are refused', (_name, code, value) => {
    expect(issueOf(value)?.code).toBe(code);
    expect(refusalOf(() => toDecimal(value as DecimalInput)).code).toBe(code);
  });
});

describe('what is no decimal at all', () => {
  it.each([
    [undefined, 'missing_field'],
    [null, 'missing_field'],
    [true, 'invalid_type'],
    [{}, 'invalid_type'],
    [['1'], 'invalid_type'],
    [10n, 'invalid_type'],
    [Symbol('1'), 'invalid_type'],
    [() => '1', 'invalid_type'],
  ])('%s is a fault of kind %s', (value, code) => {
    expect(issueOf(value)?.code).toBe(code);
  });

  it('is refused by a short message that names the place', () => {
    const refusal = refusalOf(() => toDecimal('9'.repeat(1_000_000), 'prices[0].unit_amount'));
    expect(refusal.message).toContain('prices[0].unit_amount');
    expect(refusal.message.length).toBeLessThan(400);
  });
});

describe('hostile input', () => {
  const megabyte = '9'.repeat(1_000_000);
  const nested: unknown[] = [];
  nested.push(nested);
  const inputs: readonly (readonly [string, unknown])[] = [
    ['a huge exponent', '1e100000000'],
    ['a megabyte of digits', megabyte],
    ['a megabyte of zeros after the point', `0.${'0'.repeat(1_000_000)}`],
    ['a megabyte of signs', '-'.repeat(1_000_000)],
    ['a megabyte of points', '.'.repeat(1_000_000)],
    ['a cyclic array', nested],
    ['an object with a prototype key', JSON.parse('{"__proto__":{"toFixed":1}}')],
    ['the smallest double', 5e-324],
    ['the greatest double', Number.MAX_VALUE],
  ];

  it.each(inputs)('%s is refused in less than a millisecond', (_name, value) => {
    expect(fastest(() => readDecimal(value, 'amount', []))).toBeLessThan(1);
    expect(readDecimal(value, 'amount', [])).toBeUndefined();
  });

  it('is refused by a running sum in less than a millisecond', () => {
    const sum = createSum();
    expect(fastest(() => refusalOf(() => sum.addText(megabyte)))).toBeLessThan(1);
  });
});

describe('printing', () => {
  it('never shows an exponent, a sign on zero, or a superfluous zero', () => {
    fc.assert(
      fc.property(decimalText(), (text) => {
        expect(formatDecimal(parseDecimal(text))).toMatch(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/);
        expect(formatDecimal(parseDecimal(text))).not.toBe('-0');
      }),
    );
  });

  it('fills the fraction to the places asked for', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        anyPlaces(),
        fc.nat(4),
        (coefficient, places, more) => {
          const value = parseDecimal(plainText(coefficient, places));
          // The oracle pads with zeros and has nothing to round; it signs a zero that was written with a sign.
          expect(formatFixed(value, places + more)).toBe(
            new Big(plainText(coefficient, places)).toFixed(places + more),
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['5', 2, '5.00'],
    ['0', 2, '0.00'],
    ['-0.00', 0, '0'],
    ['0.050', 2, '0.05'],
    ['-1234.500', 1, '-1234.5'],
    ['12345678901234567890.1', 3, '12345678901234567890.100'],
    ['100', 0, '100'],
  ])('%s with %i places is %s', (text, places, plain) => {
    expect(formatFixed(parseDecimal(text), places)).toBe(plain);
  });

  it('refuses to lose digits, and to stand in for a number', () => {
    expect(() => formatFixed(parseDecimal('0.001'), 2)).toThrow(InvariantError);
    expect(() => formatFixed(parseDecimal('12345678901234567890.123'), 2)).toThrow(InvariantError);
    expect(() => Number(integer(1))).toThrow(InvariantError);
    expect(() => integer(1.5)).toThrow(InvariantError);
    expect(() => integer(2 ** 53)).toThrow(InvariantError);
    expect(formatDecimal(integer(-0))).toBe('0');
  });
});
