import { Big } from 'big.js';
import type { Arithmetic } from './invoice-document.js';

/** Straightforward big.js. */
export const bigArithmetic: Arithmetic<Big> = {
  of: (value) => new Big(value),
  plus: (a, b) => a.plus(b),
  minus: (a, b) => a.minus(b),
  times: (a, b) => a.times(b),
  atMost: (a, b) => a.lte(b),
  packages: (quantity, size) => quantity.div(size).round(0, Big.roundUp),
  toCents: (value) => value.round(2, Big.roundHalfUp),
  floorCents: (value) => value.round(2, Big.roundDown),
  print: (value) => value.toFixed(2),
  text: (value) => value.toFixed(),
  toNumber: (value) => value.toNumber(),
};

/** Plain floats: the same shape, the wrong cents now and then. */
export const floatArithmetic: Arithmetic<number> = {
  of: (value) => Number(value),
  plus: (a, b) => a + b,
  minus: (a, b) => a - b,
  times: (a, b) => a * b,
  atMost: (a, b) => a <= b,
  packages: (quantity, size) => Math.ceil(quantity / size),
  toCents: (value) => Math.round(value * 100) / 100,
  floorCents: (value) => Math.floor(value * 100) / 100,
  print: (value) => value.toFixed(2),
  text: (value) => String(value),
  toNumber: (value) => value,
};
