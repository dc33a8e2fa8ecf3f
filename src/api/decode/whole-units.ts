import { roundMoney, type RealCurrency } from '../../currency/index.js';
import { equals, type Decimal } from '../../decimal/index.js';
import { report, type Fields } from '../../errors/index.js';

/** Money that is owed is whole minor units; a finer amount could be neither charged nor printed (§1.1). */
export function reportUnrounded(fields: Fields, key: string, amount: { value: Decimal; currency: RealCurrency }): void {
  const { value, currency } = amount;
  if (equals(value, roundMoney(value, currency))) return;
  const message = `is finer than the minor unit of ${currency.code}; round it to ${currency.places} decimal places`;
  report(fields, key, { code: 'unrounded_amount', message });
}
