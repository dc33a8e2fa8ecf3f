import { unitsCharge } from '../charge.js';
import { optionalFlag } from '../../errors/index.js';
import { readAmount } from '../parts/config.js';
import type { PriceModel } from '../price-model.js';

/** q · unit_amount, scaled by the service-period fraction if `prorated` (§2.2). */
export const unit: PriceModel<'unit'> = {
  model_type: 'unit',
  summary: 'One rate for every unit.',
  monotone: true,
  odd: true,
  prepare(config) {
    const rate = readAmount(config, 'unit_amount');
    return {
      shape: 'quantity',
      prorated: optionalFlag(config, 'prorated'),
      charges: (quantity) => [unitsCharge(quantity, rate)],
    };
  },
};
