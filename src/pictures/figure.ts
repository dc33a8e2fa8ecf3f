import { widthOf } from './label.js';

/** A figure in words: a plain decimal, commas between thousands; beyond fifteen digits as the language writes it. */
export function inFigures(value: number): string {
  if (Math.abs(value) >= 1e15) return String(value);
  const [mantissa = '', power] = value.toExponential().split('e');
  const places = Math.max(0, mantissa.replace(/^-?\d\.?/, '').length - Number(power));
  const [whole = '', fraction] = value.toFixed(Math.min(places, 100)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** How the figures of an axis are written, and how wide the widest of them is. */
export type AxisFigures = { readonly labelOf: (value: number) => string; readonly widest: number };

/** Writes the figures of an axis in full, or all of them by their power of ten where one would not fit. */
export function axisFigures(
  ticks: readonly number[],
  { width, size }: { readonly width: number; readonly size: number },
): AxisFigures {
  const widestOf = (labelOf: (value: number) => string): number =>
    Math.max(...ticks.map((tick) => widthOf(labelOf(tick), size)));
  const full = widestOf(inFigures);
  if (full <= width) return { labelOf: inFigures, widest: full };
  return { labelOf: byPowerOfTen, widest: Math.min(widestOf(byPowerOfTen), width) };
}

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A figure as a few digits and a power of ten: `1.5×10¹⁷`. */
function byPowerOfTen(value: number): string {
  if (value === 0) return '0';
  const [digits = '', power = '0'] = Number(value.toPrecision(4)).toExponential().split('e');
  const exponent = power
    .replace('+', '')
    .split('')
    .map((sign) => raised[Number(sign)] ?? '⁻')
    .join('');
  return exponent === '⁰' ? digits : `${digits}×10${exponent}`;
}
