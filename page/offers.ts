import { BillingError, type PlanInput, type PriceInput } from 'reckoner';
import { bundledPlans, ownPlan } from './plans.js';
import type { EstimatorState } from './state.js';

/** A plan under the name that the page calls it. */
export type Offer = { readonly id: string; readonly name: string; readonly plan: PlanInput };

/** A metric that a plan charges for, with the price that the curve is of. */
export type UsageField = { readonly key: string; readonly label: string; readonly price: PriceInput };

/**
 * The plan of a choice.
 *
 * @throws BillingError for a text that is no JSON or a plan that is not there
 */
export function openOffer(choice: string, state: EstimatorState): Offer {
  if (choice === ownPlan) return { id: ownPlan, name: 'Your plan', plan: parsePlan(state.own) };
  const plan = bundledPlans.find(({ id }) => id === choice);
  if (!plan) throw new BillingError('invalid_reference', `plan: ${JSON.stringify(choice)} is no plan of this page`);
  return { id: plan.id, name: plan.name, plan };
}

// What was typed may be anything; the library checks it where it is quoted, and says what is wrong.
function parsePlan(text: string): PlanInput {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as PlanInput;
  } catch (error) {
    throw new BillingError('invalid_type', `plan: is not valid JSON; ${(error as Error).message}`);
  }
}

/** What a plan charges by usage, one field for each metric. Finds nothing in what is no plan. */
export function usageFields(plan: unknown): readonly UsageField[] {
  const prices = at(plan, 'prices');
  if (!Array.isArray(prices)) return [];
  const fields = new Map<string, UsageField>();
  for (const listed of prices as readonly unknown[]) {
    const price = at(listed, 'price') ?? listed;
    const key = at(price, 'billable_metric_id') ?? at(at(price, 'billable_metric'), 'id');
    if (typeof key !== 'string' || fields.has(key)) continue;
    const name = at(price, 'name');
    fields.set(key, { key, label: typeof name === 'string' ? name : key, price: price as PriceInput });
  }
  return [...fields.values()];
}

/** The currency in which a plan is quoted. */
export function currencyOf(plan: unknown): string {
  const prices = at(plan, 'prices');
  const first: unknown = Array.isArray(prices) ? prices[0] : undefined;
  const named = [at(plan, 'invoicing_currency'), at(plan, 'currency'), at(at(first, 'price') ?? first, 'currency')];
  return named.find((code): code is string => typeof code === 'string') ?? 'USD';
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
