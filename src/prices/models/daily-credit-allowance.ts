import { isZeroExact, minimumExact, negateExact } from '../../decimal/index.js';
import { requiredText, type Fields } from '../../errors/index.js';
import { part, rowCharge, sumCharges } from '../charge.js';
import { readAllocation } from '../parts/config.js';
import { groupName, groupsByFirst } from '../parts/groups.js';
import { readMatrix } from '../parts/matrix-config.js';
import { matrixCharges } from '../parts/matrix.js';
import type { GroupsPlan } from '../price-model.js';
import { sumQuantities } from '../usage.js';

/** Per day, max(Σ q · rate of its cell − allowance, 0): what a day leaves of its allowance is lost (§2.2). */
export function dailyCreditAllowance(config: Fields): GroupsPlan {
  const key = requiredText(config, 'event_day_property');
  const allowance = readAllocation(config, 'daily_allowance');
  const cells = readMatrix(config);
  return {
    shape: 'groups',
    prorated: false,
    grouping_keys: [key, ...cells.dimensions],
    charges: ({ groups }) =>
      groupsByFirst(groups).flatMap(({ value, groups: own }) => {
        const gross = matrixCharges(cells, own);
        if (gross.length === 0) return [];
        const spent = sumCharges(gross);
        const covered = minimumExact(spent, allowance);
        const row = { name: groupName(value), quantity: sumQuantities(own), grouping: { key, value } };
        return [
          rowCharge(
            row,
            ...gross.map(({ name, quantity, unit_amount }) => part(name, quantity, unit_amount)),
            ...(isZeroExact(covered) ? [] : [part('allowance', negateExact(covered))]),
          ),
        ];
      }),
  };
}
