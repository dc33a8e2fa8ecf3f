import { compare, compareExact, multiplyExact, one, sumExact, zero } from '../../decimal/index.js';
import { optionalFlag, report, type Fields } from '../../errors/index.js';
import { amountCharge, part } from '../charge.js';
import { factorsOf } from '../fraction.js';
import { readAmount, readOptionalAmount } from '../parts/config.js';
import type { ComponentsPlan } from '../price-model.js';

/** percent · Σ components, at least the minimum (·f if `prorated`; absent 0), at most the maximum, which wins (§2.2). */
export function percent(config: Fields): ComponentsPlan {
  const share = readAmount(config, 'percent');
  if (compare(share, zero) <= 0 || compare(share, one) > 0) {
    report(config, 'percent', { code: 'invalid_price_config', message: 'is not in (0, 1]; 3.5 % is 0.035' });
  }
  const minimum = readOptionalAmount(config, 'minimum_amount') ?? zero;
  const most = readOptionalAmount(config, 'maximum_amount');
  const isProrated = optionalFlag(config, 'prorated');
  return {
    shape: 'components',
    prorated: false,
    charges({ components }, fraction) {
      const total = sumExact(components.map(({ subtotal }) => subtotal));
      const least = factorsOf(minimum, isProrated ? fraction : null);
      const wanted = multiplyExact(total, share);
      const lower = least.reduce(multiplyExact);
      const isShort = compareExact(wanted, lower) < 0;
      if (most !== null && compareExact(isShort ? lower : wanted, most) > 0)
        return [amountCharge(one, part('maximum', most))];
      return [amountCharge(one, isShort ? part('minimum', ...least) : part('percent of the lines', total, share))];
    },
  };
}
