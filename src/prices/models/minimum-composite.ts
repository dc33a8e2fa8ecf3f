import { maximumExact, multiplyExact, one, subtractExact, sumExact, zero } from '../../decimal/index.js';
import { optionalFlag, type Fields } from '../../errors/index.js';
import { amountCharge, part } from '../charge.js';
import { factorsOf } from '../fraction.js';
import { readAmount } from '../parts/config.js';
import type { ComponentsPlan } from '../price-model.js';

/** max(minimum (·f if `prorated`) − Σ components, 0): only what the other lines lack (D9). */
export function minimumComposite(config: Fields): ComponentsPlan {
  const minimum = readAmount(config, 'minimum_amount');
  const isProrated = optionalFlag(config, 'prorated');
  return {
    shape: 'components',
    prorated: false,
    charges({ components }, fraction) {
      const total = sumExact(components.map(({ subtotal }) => subtotal));
      const least = factorsOf(minimum, isProrated ? fraction : null).reduce(multiplyExact);
      const missing = maximumExact(subtractExact(least, total), zero);
      return [amountCharge(one, part('to reach the minimum', missing))];
    },
  };
}
