import { describe, expect, it } from 'vitest';
import {
  BillingError,
  caution,
  fail,
  invariant,
  InvariantError,
  isBillingError,
  pathAt,
  problem,
  refuse,
  shown,
} from '../../src/errors/index.js';
import { refusal } from '../support/refusal.js';

describe('refuse', () => {
  it('throws one error that names every fault, coded by the first error', () => {
    const issues = [
      caution('plan', 'missing_field', 'has no name'),
      problem('prices[0]', 'invalid_tiers', 'tiers overlap'),
      problem('prices[1]', 'invalid_decimal', 'not a decimal'),
    ];
    const error = refusal(() => refuse(issues));
    expect(error.code).toBe('invalid_tiers');
    expect(error.detail).toBe('prices[0]: tiers overlap; prices[1]: not a decimal');
    expect(error.issues).toEqual(issues);
    expect(error.message).toBe('invalid_tiers: prices[0]: tiers overlap; prices[1]: not a decimal');
  });

  it('lets warnings alone pass', () => {
    expect(() => refuse([caution('', 'missing_field', 'has no name')])).not.toThrow();
  });

  it('lists ten faults and counts the rest', () => {
    const issues = Array.from({ length: 12 }, (_, index) => problem(`p[${index}]`, 'invalid_type', 'bad'));
    expect(refusal(() => refuse(issues)).detail).toMatch(/p\[9\]: bad; and 2 more$/);
  });
});

describe('isBillingError', () => {
  it('knows errors of another copy of the package by their brand', () => {
    class BillingErrorOfAnotherCopy extends Error {}
    const other = new BillingErrorOfAnotherCopy('x');
    expect(isBillingError(other)).toBe(false);
    Object.defineProperty(other, Symbol.for('reckoner.BillingError'), { value: true });
    expect(isBillingError(other)).toBe(true);
    expect(isBillingError(new BillingError('invalid_type', 'x'))).toBe(true);
    expect(isBillingError(null)).toBe(false);
    expect(isBillingError({ code: 'invalid_type' })).toBe(false);
  });
});

describe('fail', () => {
  it('names the one place', () => {
    expect(refusal(() => fail('a.b', 'missing_field', 'is missing')).issues).toEqual([
      { path: 'a.b', code: 'missing_field', severity: 'error', message: 'is missing' },
    ]);
  });
});

describe('paths', () => {
  it.each([
    ['', 'prices', 'prices'],
    ['prices', 0, 'prices[0]'],
    ['a', 'not an identifier', 'a["not an identifier"]'],
    ['a', '__proto__', 'a.__proto__'],
  ])('%s + %s', (path, step, expected) => expect(pathAt(path, step)).toBe(expected));

  it('shows any value in at most sixty characters and never throws', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    expect(shown(cyclic)).toBe('an object');
    expect(shown('x'.repeat(1e6)).length).toBeLessThanOrEqual(61);
    expect(shown([1, 2])).toBe('an array of 2');
    expect(shown(Symbol('s'))).toBe('Symbol(s)');
    expect(shown(undefined)).toBe('undefined');
  });
});

describe('invariant', () => {
  it('throws our own bug only when the guarantee does not hold', () => {
    expect(() => invariant(true, 'x')).not.toThrow();
    expect(() => invariant(false, 'sum equals total')).toThrow(InvariantError);
  });
});
