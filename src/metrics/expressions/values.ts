import { compare, formatDecimal, interpretDecimal, toDecimal, toNumber, type Decimal } from '../../decimal/index.js';
import type { Value } from './syntax.js';

/** A numeric value: a JSON number stays one while that is exact, so that plain events never leave the fast lane. */
export type Numeric = number | Decimal;

// The strict decimal grammar with its caps (DESIGN §3): 38 integer and 30 fraction digits, no exponent, no `+`, no spaces.
const decimalText = /^-?\d{1,38}(?:\.\d{1,30})?$/;

/** The value as a number (§3: JSON numbers and strings in the strict decimal grammar), else null. */
export function numericOf(value: Value): Numeric | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return interpretDecimal(value) ?? null;
  // A boolean is no number.
  return typeof value === 'object' ? value : null;
}

/** True for a string that counts as a number. */
export function isDecimalText(text: string): boolean {
  return decimalText.test(text);
}

export function decimalOf(value: Numeric): Decimal {
  return typeof value === 'number' ? toDecimal(value) : value;
}

/** The JSON number that means exactly this decimal, or the decimal itself when no double does. */
export function numberValue(decimal: Decimal): Numeric {
  const nearest = toNumber(decimal);
  if (Number.isSafeInteger(nearest)) return formatDecimal(decimal) === String(nearest) ? nearest + 0 : decimal;
  return Math.abs(nearest) < 1e21 && formatDecimal(decimal) === String(nearest) ? nearest : decimal;
}

export function compareNumeric(left: Numeric, right: Numeric): -1 | 0 | 1 {
  if (typeof left === 'number' && typeof right === 'number') return order(left, right);
  return compare(decimalOf(left), decimalOf(right));
}

/**
 * Orders two values, or null when SQL's answer is NULL (§3): by JSON type; a numeric string beside a number counts as that
 * number; two strings by code point; any other mixture is NULL.
 */
export function compareValues(left: Value, right: Value): -1 | 0 | 1 | null {
  // Two numbers come first, because they are what most filters compare.
  if (typeof left === 'number' && typeof right === 'number') return order(left, right);
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return order(Number(left), Number(right));
  return compareAsNumbers(left, right);
}

// NULL, like a boolean, is no number.
function compareAsNumbers(left: Value, right: Value): -1 | 0 | 1 | null {
  const a = numericOf(left);
  const b = numericOf(right);
  return a === null || b === null ? null : compareNumeric(a, b);
}

/** Compares by code point. JavaScript's `<` compares code units, which puts U+1F600 before U+FF5E. */
export function compareText(left: string, right: string): -1 | 0 | 1 {
  const shorter = Math.min(left.length, right.length);
  let index = 0;
  while (index < shorter && left.charCodeAt(index) === right.charCodeAt(index)) index += 1;
  if (index === shorter) return order(left.length, right.length);
  return order(rankOfUnit(left.charCodeAt(index)), rankOfUnit(right.charCodeAt(index)));
}

// A surrogate stands for a code point above U+FFFF, so it ranks above every other unit.
function rankOfUnit(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function order(left: number, right: number): -1 | 0 | 1 {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}
