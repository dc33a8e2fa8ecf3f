import { formatDecimal, type Decimal } from '../../../decimal/index.js';
import type { PricedQuantity } from '../../../invoices/index.js';
import type { Period } from '../../../time/index.js';
import { priceQuantity, type BilledPeriod } from './bill-rest.js';
import type { BillableStep } from './billing.js';

/** A stretch of a period, and how many units were and are in force in it; from null: the price was not in force. */
export type DueStretch = Period & { readonly from: Decimal | null; readonly to: Decimal };

/** Stretches of a period that was billed in advance, which are to be settled. */
export type SettledPeriod = BilledPeriod & {
  readonly stretches: readonly DueStretch[];
  /** Whether its own invoice was made, so that nothing of it is still to come; none said: where a line begins with it. */
  readonly is_invoiced?: boolean;
};

/** The same, and what a quantity comes to over all of the period, adjusted; null: nothing is billed of it. */
export type Settlement = SettledPeriod & { readonly priceOf: (quantity: Decimal) => PricedQuantity | null };

/** Prices each quantity of a period once. */
export function settlementOf(settled: SettledPeriod, step: BillableStep): Settlement {
  const known = new Map<string, PricedQuantity | null>();
  const priceOf: Settlement['priceOf'] = (quantity) => {
    const key = formatDecimal(quantity);
    const priced = known.get(key) ?? priceQuantity({ ...settled, quantity }, step);
    known.set(key, priced);
    return priced;
  };
  return { ...settled, priceOf };
}
