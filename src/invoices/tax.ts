import type { Decimal } from '../decimal/index.js';

/** One tax on a line: a percentage of its amount, or an amount that was computed elsewhere. */
export type LineTax = { readonly description: string } & (
  | { readonly percentage: Decimal; readonly amount: null }
  | { readonly percentage: Decimal | null; readonly amount: Decimal }
);

/** One tax as the line shows it. */
export type ChargedTax = {
  readonly description: string;
  readonly percentage: Decimal | null;
  readonly amount: Decimal;
};
