import {
  compare,
  divideExact,
  formatDecimal,
  isNegative,
  multiplyExact,
  one,
  type Decimal,
  type Exact,
} from '../decimal/index.js';
import { fail, pathAt } from '../errors/index.js';
import { sumCharges, type Charge } from './charge.js';
import type { PriceType } from '../wire/index.js';
import type { PreparedPrice } from './prepare-price.js';
import { meteredQuantity, type Usage, type UsageGroup } from './usage.js';
import type { GroupsPlan } from './price-model.js';

/** The share of a period that a line covers, as proration found it (§5); unreduced, 0 ≤ numerator ≤ denominator. */
export type Fraction = { readonly numerator: Decimal; readonly denominator: Decimal };

/** How one call rates: the period's share if it is cut, and whether a negative quantity may mean something. */
export type RatingTerms = { readonly fraction: Fraction | null; readonly negative_quantity: 'error' | 'allow' };

/** The terms of a whole period under the default policies. */
export const wholePeriod: RatingTerms = { fraction: null, negative_quantity: 'error' };

/**
 * A rated price: the subtotal and all it was folded from.
 *
 * `subtotal` = Σ `charges[].amount`, times `fraction` where that is not null. Everything is exact and unrounded.
 */
export type RatedPrice = {
  readonly price_type: PriceType;
  readonly model_type: PreparedPrice['model_type'];
  readonly quantity: Decimal;
  readonly charges: readonly Charge[];
  readonly fraction: Fraction | null;
  readonly subtotal: Exact;
};

/**
 * Rates a quantity: the one function behind every amount in the library (§2).
 *
 * `usage` null means that none was metered: a fixed price then takes its own quantity, any other price is refused.
 */
export function ratePreparedPrice(
  price: PreparedPrice,
  usage: Usage | null,
  terms: RatingTerms = wholePeriod,
): RatedPrice {
  const price_type = priceTypeOf(price, usage);
  const taken = usage ?? fixedUsage(price, price_type);
  refuseNegative(price, taken, terms);
  const charges = chargesOf(price, taken, price_type);
  // A fixed price is scaled once whatever its flag says; a usage price only where its model does (§2.1).
  const fraction = price_type === 'fixed_price' || price.plan.prorated ? cutting(terms.fraction) : null;
  const whole = sumCharges(charges);
  const subtotal = fraction === null ? whole : prorated(whole, fraction);
  return { price_type, model_type: price.model_type, quantity: meteredQuantity(taken), charges, fraction, subtotal };
}

/** An exact amount scaled by the fraction: multiplied first, divided once. */
export function prorated(amount: Exact, fraction: Fraction): Exact {
  return divideExact(multiplyExact(amount, fraction.numerator), fraction.denominator);
}

function cutting(fraction: Fraction | null): Fraction | null {
  if (fraction === null || compare(fraction.numerator, fraction.denominator) === 0) return null;
  return fraction;
}

/** What type a price is of; where its document does not tell, the usage does (F5). */
export function priceTypeOf(price: PreparedPrice, usage: Usage | null): PriceType {
  if (price.price_type !== null) return price.price_type;
  return usage !== null && price.fixed_price_quantity === null ? 'usage_price' : 'fixed_price';
}

function fixedUsage(price: PreparedPrice, price_type: PriceType): Usage {
  if (price_type === 'fixed_price') return { shape: 'quantity', quantity: price.fixed_price_quantity ?? one };
  return fail('usage', 'missing_field', `is missing; a ${price_type} is rated on ${wanted(price)}`);
}

function chargesOf(price: PreparedPrice, usage: Usage, price_type: PriceType): readonly Charge[] {
  const { plan } = price;
  if (plan.shape === 'quantity' && usage.shape === 'quantity') return plan.charges(usage.quantity);
  if (plan.shape === 'groups' && usage.shape === 'groups') return plan.charges(checkGroups(plan, usage.groups));
  const why =
    price_type === 'fixed_price'
      ? 'a fixed price has one quantity, which this model cannot rate'
      : `this model needs ${wanted(price)}`;
  return fail(
    'usage',
    'usage_shape_mismatch',
    `${price.model_type} got a ${usage.shape === 'groups' ? 'list of groups' : 'quantity'}; ${why}`,
  );
}

function checkGroups(plan: GroupsPlan, groups: readonly UsageGroup[]): readonly UsageGroup[] {
  const count = plan.grouping_keys.length;
  groups.forEach((group, position) => {
    if (group.grouping_values.length === count) return;
    const path = pathAt(pathAt('usage.groups', position), 'grouping_values');
    fail(
      path,
      'usage_shape_mismatch',
      `has ${group.grouping_values.length} values; give ${count}, for ${plan.grouping_keys.join(' and ')}`,
    );
  });
  return groups;
}

function wanted({ plan }: PreparedPrice): string {
  if (plan.shape === 'quantity') return 'a { quantity }';
  return `{ groups } by ${plan.grouping_keys.join(' and ')}`;
}

/** Checked before merging, so that one group cannot hide another's negative quantity (§2.1). */
function refuseNegative(price: PreparedPrice, usage: Usage, terms: RatingTerms): void {
  if (terms.negative_quantity === 'allow' && price.odd) return;
  if (usage.shape === 'quantity') return refuseNegativeAt('usage.quantity', usage.quantity);
  usage.groups.forEach(({ quantity }, position) => {
    if (isNegative(quantity)) refuseNegativeAt(`usage.groups[${position}].quantity`, quantity);
  });
}

function refuseNegativeAt(path: string, quantity: Decimal): void {
  if (!isNegative(quantity)) return;
  fail(
    path,
    'negative_quantity',
    `${formatDecimal(quantity)} is negative; rate the corrected cumulative quantity instead`,
  );
}

/** The charges' amounts as they enter the subtotal, scaled by the fraction: they add up to it exactly. */
export function chargeAmounts({ charges, fraction }: RatedPrice): readonly Exact[] {
  return charges.map(({ amount }) => (fraction === null ? amount : prorated(amount, fraction)));
}
