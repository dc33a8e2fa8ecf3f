import type { TimeZone } from '../../../time/index.js';
import { optionalChild, optionalText, pathOf, problem, report, shown, type Fields } from '../../../errors/index.js';
import type { IntervalSettings, SubscribedAdjustment, SubscribedPrice } from '../../../subscriptions/index.js';
import type { PriceContext } from './new-price.js';
import type { SubscribablePlan } from './plan.js';

/** What a request's departures from a plan are read with. */
export type Offering = {
  readonly plan: SubscribablePlan;
  readonly subscription_id: string;
  /** The ids that prices and adjustments of the subscription have already. */
  readonly taken: ReadonlySet<string>;
  readonly zone: TimeZone;
  readonly context: Omit<PriceContext, 'default_id'>;
  /** The prices that a request may name, beside the plan's. */
  readonly stored: readonly SubscribedPrice[];
  readonly settings: IntervalSettings;
  /** What a `reference_id` of the request means, filled while its prices are read. */
  readonly references: Map<string, string>;
};

/** Usage counted and billed as usual. */
export const usualSettings: IntervalSettings = {
  can_defer_billing: false,
  filter: null,
  usage_customer_ids: null,
  metric_parameter_overrides: null,
};

/** What a request adds or puts in a place on the plan, with what it says of the price's amounts. */
export type OfferedEntry = {
  readonly price: SubscribedPrice;
  readonly adjustments: readonly SubscribedAdjustment[];
};

/** Notes the name by which adjustments of the same request refer to a price; each name once. */
export function noteReference(entry: Fields, price_id: string, { references }: Offering): void {
  const name = optionalText(entry, 'reference_id') ?? innerReference(entry);
  if (name === null) return;
  if (references.has(name)) {
    report(entry, 'reference_id', {
      code: 'invalid_reference',
      message: `repeats ${shown(name)}; give each price its own`,
    });
  }
  references.set(name, price_id);
}

/** The name may stand beside the price or inside it. */
function innerReference(entry: Fields): string | null {
  const price = optionalChild(entry, 'price');
  return price && optionalText(price, 'reference_id');
}

/** The price of a list that a name means: its id, or else its external id. */
export function findPrice(prices: readonly SubscribedPrice[], name: unknown): SubscribedPrice | undefined {
  if (typeof name !== 'string') return undefined;
  return prices.find(({ id }) => id === name) ?? prices.find(({ external_id }) => external_id === name);
}

/** Refuses what names something that the plan does not have. */
export function reportNotOnPlan(entry: Fields, key: string, { plan }: Offering): void {
  const name = shown(entry.value[key]);
  report(entry, key, { code: 'not_on_plan', message: `names ${name}, which is not on the plan ${shown(plan.id)}` });
}

/** Refuses a phase that the plan does not have, and its absence where the plan has phases. */
export function reportPhase(entry: Fields, phase: number | null, { plan }: Offering): void {
  const orders = plan.phases.map(({ order }) => order);
  if (phase === null) {
    if (orders.length === 0 || typeof entry.value['start_date'] === 'string') return;
    const message = `is missing, and the plan has phases; give one of ${orders.join(', ')}, or a start_date`;
    report(entry, 'plan_phase_order', { code: 'phase_required', message });
  } else if (!orders.includes(phase)) {
    entry.issues.push(
      problem(`${pathOf(entry.place)}.plan_phase_order`, 'not_on_plan', `is ${phase}, which is no phase of the plan`),
    );
  }
}
