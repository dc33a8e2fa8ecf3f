import { isRealCurrency } from '../../../currency/index.js';
import { formatDecimal, numberFigureAt, toNumber } from '../../../decimal/index.js';
import { isGiven, report, valueAt, type Fields } from '../../../errors/index.js';
import type { Offer, OfferedPrice, PlannedPhase } from '../../../subscriptions/index.js';
import { readOfferedAdjustments } from './offered-adjustments.js';
import { readOfferedPrices } from './offered-prices.js';
import type { Offering } from './offering.js';
import { wholeAt } from './plan.js';
import { withKeys } from './price-document.js';
import { trialDiscount } from './trial-discount.js';

/** Reads what a request makes of a plan: the prices, adjustments, phases and trial that are subscribed to (§9.1). */
export function readOffer(request: Fields, offering: Offering): Offer {
  const { plan, subscription_id } = offering;
  const offered = readOfferedPrices(request, offering);
  const adjustments = readOfferedAdjustments(request, offered, offering);
  return {
    plan: plan.reference,
    version: plan.version,
    prices: withOverageRate(request, offered.prices),
    adjustments,
    phases: phasesFrom(request, offering),
    trial_days: wholeAt(request, 'trial_duration_days') ?? plan.trial_days,
    trial_discount: trialDiscount(plan.trial_discount, subscription_id),
  };
}

/** The phases from the one that a request starts with. */
function phasesFrom(request: Fields, { plan }: Offering): readonly PlannedPhase[] {
  const order = wholeAt(request, 'initial_phase_order');
  if (order === null) return plan.phases;
  const position = plan.phases.findIndex((phase) => phase.order === order);
  if (position >= 0) return plan.phases.slice(position);
  const message = `is ${order}, which is no phase of the plan; it has ${plan.phases.map((phase) => phase.order).join(', ') || 'none'}`;
  report(request, 'initial_phase_order', { code: 'not_on_plan', message });
  return plan.phases;
}

/** The older overage rates are the conversion rate of every price in a virtual currency (F23). */
function withOverageRate(request: Fields, prices: readonly OfferedPrice[]): readonly OfferedPrice[] {
  const key = ['per_credit_overage_amount', 'credits_overage_rate'].find((name) => isGiven(valueAt(request, name)));
  const rate = key === undefined ? undefined : numberFigureAt(request, key);
  if (rate === undefined) return prices;
  const unit_config = { unit_amount: formatDecimal(rate) };
  const keys = {
    conversion_rate: toNumber(rate),
    conversion_rate_config: { conversion_rate_type: 'unit' as const, unit_config },
  };
  return prices.map((offered) =>
    isRealCurrency(offered.price.document.currency) ? offered : { ...offered, price: withKeys(offered.price, keys) },
  );
}
