import { Big } from 'big.js';
import type { AdjustingArithmetic } from './adjusted-invoice.js';

/** Straightforward big.js. */
export const bigArithmetic: AdjustingArithmetic<Big> = {
  of: (value) => new Big(value),
  plus: (a, b) => a.plus(b),
  minus: (a, b) => a.minus(b),
  times: (a, b) => a.times(b),
  over: (a, b) => a.div(b),
  atMost: (a, b) => a.lte(b),
  packages: (quantity, size) => quantity.div(size).round(0, Big.roundUp),
  toCents: (value) => value.round(2, Big.roundHalfUp),
  floorCents: (value) => value.round(2, Big.roundDown),
  print: (value) => value.toFixed(2),
  text: (value) => value.toFixed(),
  toNumber: (value) => value.toNumber(),
};

/** Plain floats: the same shape, the wrong cents now and then. */
export const floatArithmetic: AdjustingArithmetic<number> = {
  of: (value) => Number(value),
  plus: (a, b) => a + b,
  minus: (a, b) => a - b,
  times: (a, b) => a * b,
  over: (a, b) => a / b,
  atMost: (a, b) => a <= b,
  packages: (quantity, size) => Math.ceil(quantity / size),
  toCents: (value) => Math.round(value * 100) / 100,
  floorCents: (value) => Math.floor(value * 100) / 100,
  print: (value) => value.toFixed(2),
  text: (value) => String(value),
  toNumber: (value) => value,
};

/** The same where the figures that stand in documents were read before: who knows a plan does not read its rates anew. */
export function readBeforehand<N>(n: AdjustingArithmetic<N>, documents: unknown): AdjustingArithmetic<N> {
  const known = new Map<string | number, N>();
  JSON.stringify(documents, (_key, value: unknown) => {
    const isFigure = typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value));
    if (isFigure) known.set(value, n.of(value));
    return value;
  });
  return { ...n, of: (value) => known.get(value) ?? n.of(value) };
}
