import type { PriceFilterField } from '../wire/index.js';
import type { CreditBlock } from './block.js';
import type { CreditCharge } from './charges/charge.js';

type Subject = { readonly charge: CreditCharge; readonly currency: string };

const holds: { readonly [F in PriceFilterField]: (subject: Subject, value: string) => boolean } = {
  price_id: ({ charge }, value) => charge.price_id === value,
  item_id: ({ charge }, value) => charge.item_id === value,
  price_type: ({ charge }, value) => charge.price_type === value,
  currency: ({ currency }, value) => currency === value,
  // A pricing unit is known by its code.
  pricing_unit_id: ({ currency }, value) => currency === value,
};

/** Whether a block may pay for a charge: every filter of the block holds (§8.3). */
export function paysFor({ filters }: CreditBlock, charge: CreditCharge, currency: string): boolean {
  if (filters.length === 0) return true;
  return filters.every(({ field, operator, values }) => {
    const among = values.some((value) => holds[field]({ charge, currency }, value));
    return operator === 'includes' ? among : !among;
  });
}
