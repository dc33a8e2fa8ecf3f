import { minimum, negate } from '../../decimal/index.js';
import { optionalText, report, requiredText, type Fields } from '../../errors/index.js';
import { part, rowCharge, unmatchedCharge, withoutEmpty } from '../charge.js';
import { readAmount, readValue } from '../parts/config.js';
import type { GroupsPlan } from '../price-model.js';
import { sumQuantities, type UsageGroup } from '../usage.js';

/** c · unit_amount − min(a, c) · unit_amount: one group consumes, another earns what offsets it (§2.2). */
export function meteredAllowance(config: Fields): GroupsPlan {
  const key = requiredText(config, 'grouping_key');
  const consumption = readValue(config, 'consumption_grouping_value');
  const allowance = readValue(config, 'allowance_grouping_value');
  if (consumption === allowance) {
    const message = 'is the consumption value again; usage cannot be both';
    report(config, 'allowance_grouping_value', { code: 'invalid_price_config', message });
  }
  const rate = readAmount(config, 'unit_amount');
  const consumed_name = optionalText(config, 'consumption_display_name') ?? 'Consumption';
  const allowance_name = optionalText(config, 'allowance_display_name') ?? 'Allowance credit';
  return {
    shape: 'groups',
    prorated: false,
    grouping_keys: [key],
    charges({ groups }) {
      const consumed = sumOf(groups, (value) => value === consumption);
      const offset = minimum(
        sumOf(groups, (value) => value === allowance),
        consumed,
      );
      const unmatched = sumOf(groups, (value) => value !== consumption && value !== allowance);
      return withoutEmpty([
        rowCharge({ name: consumed_name, quantity: consumed }, part('consumption', consumed, rate)),
        rowCharge({ name: allowance_name, quantity: offset }, part('allowance', negate(offset), rate)),
        unmatchedCharge(unmatched),
      ]);
    },
    lineQuantity: ({ groups }) => sumOf(groups, (value) => value === consumption),
  };
}

function sumOf(groups: readonly UsageGroup[], isWanted: (value: unknown) => boolean) {
  return sumQuantities(groups.filter(({ grouping_values: [value] }) => isWanted(value)));
}
