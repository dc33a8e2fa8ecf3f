import { printMoney, type Currency } from '../../currency/index.js';
import { zero, type Exact } from '../../decimal/index.js';

/** Prints amounts of one currency (F1). */
export type PrintAmount = (amount: Exact) => string;

/**
 * Prints amounts, each that is told several times in a row once: of a line that nothing acted on, subtotal, adjusted
 * subtotal and amount are one value, and what was taken off it is the one zero.
 */
export function printAmounts(currency: Currency, unrounded_scale: number): PrintAmount {
  const nothing = printMoney(zero, currency, unrounded_scale);
  let last: Exact = zero;
  let text = nothing;
  return (amount) => {
    if (amount === zero) return nothing;
    if (amount !== last) text = printMoney(amount, currency, unrounded_scale);
    last = amount;
    return text;
  };
}
