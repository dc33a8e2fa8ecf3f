import { printMoney, settledAmount, type Currency } from '../../currency/index.js';
import { compareExact, formatExact, zero, type Exact } from '../../decimal/index.js';

/** Prints an amount of one currency (F1). */
export type PrintAmount = (amount: Exact) => string;

/** How the amounts of one currency are printed in one document. */
export type Printing = {
  /**
   * A settled amount. One that is told several times in a row is printed once: of a line that nothing acted on, subtotal,
   * adjusted subtotal and amount are one value, and what was taken off it is the one zero.
   */
  readonly print: PrintAmount;
  /** A configured amount, with the digits of its currency unless it is finer: each once, because every line tells it. */
  readonly configured: PrintAmount;
};

/** Prints amounts of one currency, each as seldom as it can. */
export function printAmounts(currency: Currency, unrounded_scale: number): Printing {
  const nothing = printMoney(zero, currency, unrounded_scale);
  let last: Exact = zero;
  let text = nothing;
  const print = (amount: Exact): string => {
    if (amount === zero) return nothing;
    if (amount !== last) text = printMoney(amount, currency, unrounded_scale);
    last = amount;
    return text;
  };
  const known = new Map<Exact, string>();
  const configured = (amount: Exact): string => {
    const written = known.get(amount);
    if (written !== undefined) return written;
    const configured_text = printConfigured(amount, currency, unrounded_scale);
    known.set(amount, configured_text);
    return configured_text;
  };
  return { print, configured };
}

function printConfigured(amount: Exact, currency: Currency, unrounded_scale: number): string {
  const fits = compareExact(settledAmount(amount, currency), amount) === 0;
  return fits ? printMoney(amount, currency, unrounded_scale) : formatExact(amount, unrounded_scale);
}
