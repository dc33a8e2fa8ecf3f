import { BillingError, type PlanInput } from 'reckoner';
import { member } from './member.js';
import { bundledPlans, ownPlan } from './plans.js';
import type { EstimatorState } from './state.js';

/** A plan under the name that the page calls it. */
export type Offer = { readonly id: string; readonly name: string; readonly plan: PlanInput };

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

/** The currency in which a plan is quoted. */
export function currencyOf(plan: unknown): string {
  const prices = member(plan, 'prices');
  const first: unknown = Array.isArray(prices) ? prices[0] : undefined;
  const named = [
    member(plan, 'invoicing_currency'),
    member(plan, 'currency'),
    member(member(first, 'price') ?? first, 'currency'),
  ];
  return named.find((code): code is string => typeof code === 'string') ?? 'USD';
}
