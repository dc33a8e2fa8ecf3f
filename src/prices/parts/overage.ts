import { maximum, subtract, zero, type Decimal } from '../../decimal/index.js';

/** What exceeds a free allocation; an allocation that is not used up is not paid back. */
export function overage(quantity: Decimal, allocation: Decimal): Decimal {
  return maximum(zero, subtract(quantity, allocation));
}
