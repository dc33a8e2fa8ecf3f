import { multiply, parseDecimal } from '../../decimal/index.js';
import type { Fields } from '../../errors/index.js';
import { amountCharge, part } from '../charge.js';
import { readAmount } from '../parts/config.js';
import type { QuantityPlan } from '../price-model.js';

const hundredth = /*#__PURE__*/ parseDecimal('0.01');

/** q · unit_amount · percent / 100: here a percentage is of a hundred (§2.2). */
export function unitWithPercent(config: Fields): QuantityPlan {
  const rate = readAmount(config, 'unit_amount');
  const percent = readAmount(config, 'percent');
  return {
    shape: 'quantity',
    prorated: false,
    odd: true,
    schedule: { kind: 'rate', rate: multiply(multiply(rate, percent), hundredth) },
    charges: ({ quantity }) => [
      amountCharge(quantity, part('percent of the value', quantity, rate, percent, hundredth)),
    ],
  };
}
