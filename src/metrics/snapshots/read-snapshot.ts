import { parseDecimal, type Decimal, type DecimalLimits } from '../../decimal/index.js';
import { fail, shown } from '../../errors/index.js';

// A snapshot comes back from storage or another process, so each part of it is looked at before it is used.

export function expectList(value: unknown, path: string): readonly unknown[] {
  return Array.isArray(value) ? value : refusePart(value, path, 'a list');
}

export function expectText(value: unknown, path: string): string {
  return typeof value === 'string' ? value : refusePart(value, path, 'a string');
}

export function expectCount(value: unknown, path: string): number {
  const isCount = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  return isCount ? value : refusePart(value, path, 'a whole number ≥ 0');
}

// A sum of products has more digits than any one input may have; this bounds only what a hostile snapshot can cost.
const computedLimits: DecimalLimits = { integer_digits: 20_000, fraction_digits: 20_000 };

export function expectDecimal(value: unknown, path: string): Decimal {
  return parseDecimal(expectText(value, path), computedLimits);
}

export function expectPlainValue(value: unknown, path: string): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return typeof value === 'number' && Number.isFinite(value) ? value : refusePart(value, path, 'a plain value');
}

export function refusePart(value: unknown, path: string, expected: string): never {
  fail(path, 'invalid_type', `Found ${shown(value)} where a snapshot has ${expected}; restore what \`toJSON\` wrote.`);
}
