import { formatDecimal, interpretDecimal, multiply, parseDecimal } from 'reckoner/decimal';

const hundredth = parseDecimal('0.01');

/** A number of percent as the share that it is, exactly; what is no number as it was typed, for the library to refuse. */
export function percentOf(typed: string): string {
  const percent = interpretDecimal(typed.trim());
  return percent === undefined ? typed : formatDecimal(multiply(percent, hundredth));
}

/** The same as a number, where a document has one; what is no number is none, and is refused. */
export function percentNumberOf(typed: string): number {
  return interpretDecimal(typed.trim()) === undefined ? Number.NaN : Number(percentOf(typed));
}
