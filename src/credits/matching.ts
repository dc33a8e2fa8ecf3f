import { matchesFilters } from '../adjustments/index.js';
import type { CreditBlock } from './block.js';
import type { CreditCharge } from './charges/charge.js';

/** Whether a block may pay for a charge: every filter of the block holds (§8.3). */
export function paysFor({ filters }: CreditBlock, charge: CreditCharge, code: string): boolean {
  if (filters.length === 0) return true;
  const { price_id, item_id, price_type } = charge;
  // Only lines in arrears are paid by credits (D22).
  return matchesFilters(filters, { price_id, item_id, price_type, billing_mode: 'in_arrear', currency: { code } });
}
