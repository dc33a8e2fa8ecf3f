import { unitsCharge } from '../charge.js';
import { optionalFlag, type Fields } from '../../errors/index.js';
import { readAmount } from '../parts/config.js';
import type { QuantityPlan } from '../price-model.js';

/** q · unit_amount, scaled by the service-period fraction if `prorated` (§2.2). */
export function unit(config: Fields): QuantityPlan {
  const rate = readAmount(config, 'unit_amount');
  return {
    shape: 'quantity',
    prorated: optionalFlag(config, 'prorated'),
    odd: true,
    schedule: { kind: 'rate', rate },
    charges: ({ quantity }) => [unitsCharge(quantity, rate)],
  };
}
