import { isGiven, optionalText, report, valueAt, type Fields } from '../errors/index.js';
import type { ModelType } from '../wire/index.js';
import { part, rowCharge, withoutEmpty, type Charge, type ChargePart, type PartsCharge } from './charge.js';
import { groupsOf, type KeyedQuantity } from './parts/groups.js';
import type { PreparedPrice } from './prepared-price.js';
import type { GroupsPlan, QuantityPlan, RatingPlan } from './price-model.js';
import { sumQuantities } from './usage.js';

// The models that are linear: only there is a share of the quantity the same share of the amount (F10).
const linear: readonly string[] = ['unit', 'unit_with_proration', 'unit_with_percent'] satisfies ModelType[];

/** The plan of a price whose line shows one row per value of its `invoice_grouping_key` (F10); without one, its own. */
export function groupForInvoice(price: Fields | null, own: PreparedPrice): RatingPlan {
  if (!price || !isGiven(valueAt(price, 'invoice_grouping_key'))) return own.plan;
  const key = optionalText(price, 'invoice_grouping_key');
  const fault = faultOf(own, key);
  if (fault !== null) report(price, 'invoice_grouping_key', { code: 'invoice_grouping_unsupported', message: fault });
  return key === null || fault !== null ? own.plan : groupedPlan(own.plan as QuantityPlan, key);
}

function faultOf(
  { model_type, price_type, fixed_price_quantity, plan }: PreparedPrice,
  key: string | null,
): string | null {
  if (key === '') return 'is empty; name the event property to split by, or remove it';
  if (plan.shape !== 'quantity' || !linear.includes(model_type)) {
    return `splits a line by a property, which ${model_type} cannot; only ${linear.join(', ')} can: remove it`;
  }
  const is_fixed = price_type === 'fixed_price' || (price_type === null && fixed_price_quantity !== null);
  return is_fixed ? 'splits usage by a property, but a fixed price has no usage; remove it' : null;
}

/** A price of a share is the share of the price, so that the rows add up to what the whole quantity costs (W1). */
function groupedPlan(plan: QuantityPlan, key: string): GroupsPlan {
  return {
    shape: 'groups',
    prorated: plan.prorated,
    odd: plan.odd === true,
    grouping_keys: [key],
    charges: ({ groups }, fraction) => {
      const rate = (share: KeyedQuantity) =>
        rowOf(share, plan.charges({ shape: 'quantity', quantity: share.quantity }, fraction));
      return withoutEmpty(groupsOf(key, groups).map(rate));
    },
    lineQuantity: ({ groups }) => sumQuantities(groups),
  };
}

function rowOf({ name, quantity, grouping }: KeyedQuantity, charges: readonly Charge[]): PartsCharge {
  return rowCharge({ name, quantity, grouping }, ...charges.flatMap(partsOf));
}

function partsOf(charge: Charge): readonly ChargePart[] {
  return 'parts' in charge ? charge.parts : [part('units', charge.quantity, charge.unit_amount)];
}
