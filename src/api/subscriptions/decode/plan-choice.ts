import { isGiven, pathAtKey, pathOf, problem, shown, valueAt, type Fields } from '../../../errors/index.js';
import { objectsAt } from '../../decode/document-fields.js';
import { readPlan, wholeAt, type SubscribablePlan } from './plan.js';
import type { Surroundings } from './reading.js';

/** Reads the plan that a request names by exactly one of its ids, in the version it names or the default one (§9.1). */
export function readChosenPlan(request: Fields, surroundings: Surroundings): SubscribablePlan | null {
  const keys = ['plan_id', 'external_plan_id'].filter((key) => isGiven(valueAt(request, key)));
  const [key] = keys;
  if (key === undefined || keys.length > 1) {
    const message = `names ${keys.length === 0 ? 'no plan' : 'its plan twice'}; give exactly one of plan_id and external_plan_id`;
    request.issues.push(problem(pathOf(request.place), 'plan_reference', message));
    return null;
  }
  const version = wholeAt(request, 'plan_version_number');
  const named = planNamed(surroundings, key === 'plan_id' ? 'id' : 'external_plan_id', valueAt(request, key));
  const plan = named.find((one) => version === null || versionOf(one) === version);
  if (plan !== undefined) return readPlan(plan, surroundings);
  const wanted = version === null ? '' : ` in version ${version}`;
  const message = `is ${shown(request.value[key])}, which is not among the plans given${wanted}; add it to plans`;
  request.issues.push(problem(pathAtKey(request, key), 'plan_not_found', message));
  return null;
}

/** The plans of the input that an id names, in their order: the first is the default version. */
export function planNamed({ input }: Surroundings, key: 'id' | 'external_plan_id', name: unknown): readonly Fields[] {
  return objectsAt(input, 'plans').filter((plan) => typeof name === 'string' && valueAt(plan, key) === name);
}

/** The version of a plan; one that says nothing is the first. */
export function versionOf(plan: Fields): number {
  const version = valueAt(plan, 'version');
  return typeof version === 'number' ? version : 1;
}
