import {
  invariant,
  openChild,
  refuse,
  refuseUnknown,
  report,
  requiredText,
  valueAt,
  wanting,
} from '../../errors/index.js';
import { formatInstant } from '../../time/index.js';
import type { Item, Plan, PlanInput, Writable } from '../../wire/index.js';
import type { CustomModelsInput, CustomPlanInput } from '../prices/custom-model.js';
import { readCustomModels } from '../prices/decode/custom-models.js';
import { requiredInstantAt, optionalChoiceAt } from '../decode/document-fields.js';
import { openInput } from '../decode/input.js';
import { readPlan } from '../subscriptions/decode/plan.js';
import { itemNamed } from '../encode/item-named.js';
import { encodePlan } from '../subscriptions/encode/plan.js';

/** What `completePlan` takes. */
export type CompletePlanInput = {
  readonly id: string;
  /** Orb's body that creates a plan, or a document to complete anew. Prices without an id are named by plan and place. */
  readonly request: PlanInput | CustomPlanInput;
  /** Now, an instant: when the plan was created. */
  readonly at: string;
  /** The items among which those of the prices are looked up for their names. */
  readonly items?: readonly Pick<Item, 'id' | 'name'>[] | undefined;
  /** The models of your own that the prices may be of. */
  readonly custom_models?: CustomModelsInput | undefined;
};

/**
 * Writes the complete document of a plan from the request that creates one: its prices, adjustments and phases whole, and
 * Orb's defaults for the rest.
 *
 * @throws what is wrong with a price, an adjustment or a phase, with its path
 * @example
 * ```ts
 * import { completePlan } from 'reckoner';
 *
 * const plan = completePlan({
 *   id: 'pro',
 *   request: {
 *     name: 'Pro',
 *     currency: 'USD',
 *     prices: [{ price: { name: 'Fee', item_id: 'fee', cadence: 'monthly', model_type: 'unit', unit_config: { unit_amount: '60.00' } } }],
 *   },
 *   at: '2026-01-01T00:00:00Z',
 * });
 * [plan.version, plan.status, plan.prices[0]?.id]; // → [1, 'active', 'price:pro:1']
 * ```
 */
export function completePlan(given: CompletePlanInput): Writable<Plan> {
  const input = openInput(given);
  refuseUnknown(input, ['id', 'request', 'at', 'items', 'custom_models']);
  const id = requiredText(input, 'id');
  const at = requiredInstantAt(input, 'at');
  const custom_models = readCustomModels(input);
  const request = openChild(input, 'request');
  refuse(input.issues);
  invariant(at !== null && request !== null, 'an input without errors is read');
  requiredText(request, 'name');
  requiredText(request, 'currency');
  optionalChoiceAt(request, 'status', ['active', 'archived', 'draft']);
  if (!Array.isArray(valueAt(request, 'prices')))
    report(request, 'prices', wanting(valueAt(request, 'prices'), 'a list of prices'));
  const created_at = formatInstant(at);
  const plan = readPlan({ ...request, value: { ...request.value, id } }, { created_at, custom_models });
  refuse(input.issues);
  const document = encodePlan(plan, created_at);
  return { ...document, prices: document.prices.map((price) => itemNamed(price, valueAt(input, 'items'))) };
}
