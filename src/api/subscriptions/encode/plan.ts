import type { Plan, PlanPhase, Writable } from '../../../wire/index.js';
import { placeOf, isObject } from '../../../errors/index.js';
import type { SubscribablePlan } from '../decode/plan.js';
import { copyJson, put } from '../../encode/copy.js';
import { copyOf } from './intervals.js';

/** Writes the complete plan document that a subscription shows: what was given, and Orb's defaults for the rest. */
export function encodePlan(plan: SubscribablePlan, created_at: string): Writable<Plan> {
  const given = plan.fields.value;
  const written = defaultsOf(plan, created_at);
  for (const key of Object.keys(written)) {
    const value = given[key];
    if (value !== undefined && value !== null) put(written, key, copyJson(value, placeOf(key, plan.fields.place)));
  }
  // Prices, adjustments and phases are written complete, also where a create body was given.
  return {
    ...written,
    prices: plan.prices.map(({ document }) => copyOf(document)),
    adjustments: plan.adjustments.map(({ document }) => copyOf(document)),
    plan_phases: encodePhases(given['plan_phases']),
    trial_config: { trial_period: plan.trial_days === 0 ? null : plan.trial_days, trial_period_unit: 'days' },
  };
}

type PlanDefaults = Omit<Writable<Plan>, 'prices' | 'adjustments' | 'plan_phases' | 'trial_config'>;

function defaultsOf(plan: SubscribablePlan, created_at: string): PlanDefaults {
  const { id } = plan;
  const name = plan.reference.name ?? id;
  return {
    id,
    name,
    description: '',
    external_plan_id: plan.external_id,
    status: 'active',
    version: plan.version,
    product: { id, name, created_at },
    base_plan: null,
    base_plan_id: null,
    currency: plan.currency,
    invoicing_currency: plan.currency,
    net_terms: plan.net_terms,
    default_invoice_memo: plan.memo,
    discount: null,
    minimum: null,
    minimum_amount: null,
    maximum: null,
    maximum_amount: null,
    created_at,
    metadata: {},
  };
}

function encodePhases(given: unknown): Writable<PlanPhase>[] | null {
  if (!Array.isArray(given) || given.length === 0) return null;
  return (given as readonly unknown[]).filter(isObject).map((phase) => {
    const order = Number(phase['order']);
    const defaults: Writable<PlanPhase> = {
      order,
      id: `phase-${order}`,
      name: `Phase ${order}`,
      description: null,
      duration: null,
      duration_unit: null,
      discount: null,
      minimum: null,
      minimum_amount: null,
      maximum: null,
      maximum_amount: null,
    };
    const stated = Object.fromEntries(Object.entries(phase).filter(([, value]) => value !== undefined));
    return copyOf({ ...defaults, ...stated });
  });
}
