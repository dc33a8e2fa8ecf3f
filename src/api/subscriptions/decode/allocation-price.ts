import { readFilters } from '../../../adjustments/index.js';
import { decimalAt, formatDecimal, isNegative, zero, type Decimal } from '../../../decimal/index.js';
import {
  isGiven,
  openFields,
  optionalText,
  report,
  requiredText,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import type { SubscribedPrice } from '../../../subscriptions/index.js';
import { copyJson } from '../../encode/copy.js';
import { readNewPrice, type PriceContext } from './new-price.js';
import { flagOrNull } from './terms.js';

/**
 * Reads a request to grant credits each cadence as the price that bills for them: a fixed price in advance, of as many
 * units as credits are granted, each at its cost basis (§8.6).
 */
export function readAllocationPrice(allocation: Fields, context: PriceContext): SubscribedPrice | null {
  const faults = allocation.issues.length;
  const amount = amountAt(allocation, 'amount');
  const granted = requiredText(allocation, 'currency');
  const hasBasis = isGiven(valueAt(allocation, 'per_unit_cost_basis'));
  const basis = hasBasis ? amountAt(allocation, 'per_unit_cost_basis') : zero;
  if (allocation.issues.length > faults) return null;
  const item_id = optionalText(allocation, 'item_id');
  const price = {
    id: context.default_id,
    name: `Allocation of ${granted}`,
    model_type: 'unit',
    unit_config: { unit_amount: formatDecimal(basis) },
    price_type: 'fixed_price',
    billing_mode: 'in_advance',
    cadence: valueAt(allocation, 'cadence'),
    fixed_price_quantity: formatDecimal(amount),
    currency: context.currency,
    ...(item_id === null ? {} : { item_id }),
    credit_allocation: allocationOf(allocation, granted),
    metadata: valueAt(allocation, 'metadata'),
  };
  const fields = openFields(price, allocation.place, allocation);
  return fields && readNewPrice(fields, context);
}

function amountAt(allocation: Fields, key: string): Decimal {
  const amount = decimalAt(allocation, key) ?? zero;
  if (isNegative(amount)) report(allocation, key, { code: 'invalid_amount', message: 'is negative; give 0 or more' });
  return amount;
}

/** Credits that do not expire with their cadence roll over (§8.6). */
function allocationOf(allocation: Fields, currency: string): unknown {
  readFilters(allocation, 'filters');
  const filters = valueAt(allocation, 'filters') ?? [];
  const expires = flagOrNull(allocation, 'expires_at_end_of_cadence') === true;
  return {
    currency,
    allows_rollover: !expires,
    custom_expiration: copyJson(valueAt(allocation, 'custom_expiration') ?? null, allocation.place),
    filters: copyJson(filters, allocation.place),
    license_type_id: optionalText(allocation, 'license_type_id'),
  };
}
