import { formatDecimal, one, type Decimal, type Exact } from '../decimal/index.js';
import { fail, pathAt } from '../errors/index.js';
import type { PriceType } from '../wire/index.js';
import { sumCharges, type Charge } from './charge.js';
import { cutting, prorated, type Fraction } from './fraction.js';
import type { PreparedPrice } from './prepared-price.js';
import type { GroupsPlan } from './price-model.js';
import { meteredQuantity, negativePart, type Usage, type UsageGroup } from './usage.js';

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
 * Rates usage: the one function behind every amount in the library (§2).
 *
 * `usage` null means that none was metered: a fixed price then takes its own quantity, any other price is refused.
 */
export function ratePreparedPrice(
  price: PreparedPrice,
  usage: Usage | null,
  terms: RatingTerms = wholePeriod,
): RatedPrice {
  const { price_type, taken, fraction, inner } = takeUsage(price, usage, terms);
  const { plan } = price;
  // The shapes were compared, which the compiler cannot know of two unions.
  const charges = plan.charges(taken as never, inner);
  return {
    price_type,
    model_type: price.model_type,
    quantity: lineQuantity(price, taken),
    charges,
    fraction,
    subtotal: prorated(sumCharges(charges), fraction),
  };
}

/** The quantity of a line: the metered one, unless the model says another. */
export function lineQuantity({ plan }: PreparedPrice, usage: Usage): Decimal {
  return plan.lineQuantity?.(usage as never) ?? meteredQuantity(usage);
}

/** Usage that a price takes, and where the fraction acts: on the whole subtotal, or inside the model. */
type TakenUsage = {
  readonly price_type: PriceType;
  readonly taken: Usage;
  readonly fraction: Fraction | null;
  readonly inner: Fraction | null;
};

/** What is rated and how, with every refusal of rating but those of the model itself. */
export function takeUsage(price: PreparedPrice, usage: Usage | null, terms: RatingTerms): TakenUsage {
  const price_type = priceTypeOf(price, usage);
  const taken = usage ?? fixedUsage(price, price_type);
  refuseShape(price, taken, price_type);
  refuseNegative(price, taken, terms);
  const cut = cutting(terms.fraction);
  // A fixed price is scaled once whatever its flag says; a usage price only where its model does (§2.1).
  const isScaled = price_type === 'fixed_price' || price.plan.prorated;
  return { price_type, taken, fraction: isScaled ? cut : null, inner: isScaled ? null : cut };
}

/** What type a price is of; where its document does not tell, the usage does (F5). */
export function priceTypeOf(price: PreparedPrice, usage: Usage | null): PriceType {
  if (price.price_type !== null) return price.price_type;
  return usage !== null && price.fixed_price_quantity === null ? 'usage_price' : 'fixed_price';
}

function fixedUsage(price: PreparedPrice, price_type: PriceType): Usage {
  if (price_type === 'fixed_price') return { shape: 'quantity', quantity: price.fixed_price_quantity ?? one };
  return fail('usage', 'missing_field', `is missing; a ${price_type} is rated on ${wantedUsage(price)}`);
}

function refuseShape(price: PreparedPrice, usage: Usage, price_type: PriceType): void {
  const { plan } = price;
  if (plan.shape === usage.shape && (plan.shape === 'quantity' || price_type !== 'fixed_price')) {
    if (plan.shape === 'groups' && usage.shape === 'groups') checkGroups(plan, usage.groups);
    return;
  }
  const why =
    price_type === 'fixed_price'
      ? 'a fixed price has one quantity, which this model cannot rate'
      : `this model needs ${wantedUsage(price)}`;
  fail('usage', 'usage_shape_mismatch', `${price.model_type} got ${shapeNames[usage.shape]}; ${why}`);
}

const shapeNames: { readonly [S in Usage['shape']]: string } = {
  quantity: 'a { quantity }',
  groups: '{ groups }',
  events: '{ events }',
  components: '{ components }',
};

/** The form of usage that a price can rate, for a refusal. */
export function wantedUsage({ plan }: PreparedPrice): string {
  const keys = plan.shape === 'groups' ? ` by ${plan.grouping_keys.join(' and ')}` : '';
  return shapeNames[plan.shape] + keys;
}

function checkGroups(plan: GroupsPlan, groups: readonly UsageGroup[]): void {
  const count = plan.grouping_keys.length;
  for (let position = 0; position < groups.length; position += 1) {
    const { grouping_values } = groups[position] as UsageGroup;
    if (grouping_values.length === count) continue;
    const path = pathAt(pathAt('usage.groups', position), 'grouping_values');
    const wanted = `give ${count}, for ${plan.grouping_keys.join(' and ')}`;
    fail(path, 'usage_shape_mismatch', `has ${grouping_values.length} values; ${wanted}`);
  }
}

/** Checked before merging, so that one group cannot hide another's negative quantity (§2.1). */
function refuseNegative({ plan }: PreparedPrice, usage: Usage, terms: RatingTerms): void {
  if (terms.negative_quantity === 'allow' && plan.odd === true) return;
  const part = negativePart(usage);
  if (part === null) return;
  const message = `${formatDecimal(part.quantity)} is negative; rate the corrected cumulative quantity instead`;
  fail(part.path, 'negative_quantity', message);
}

/** The charges' amounts as they enter the subtotal, scaled by the fraction: they add up to it exactly. */
export function chargeAmounts({ charges, fraction }: RatedPrice): readonly Exact[] {
  return charges.map(({ amount }) => prorated(amount, fraction));
}
