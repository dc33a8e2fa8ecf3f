import type { Backend } from '../backend.js';
import type { LifePrice, LifeTerms } from './life.js';

type PlanWish = { readonly terms: LifeTerms; readonly measured: Measured; readonly name: string };

/** Creates a plan of these terms, of a name. */
export async function planOf({ service }: Backend, { terms, measured, name }: PlanWish): Promise<string> {
  const { first_phase, percentage_discount = 0, currency = 'USD' } = terms;
  const phases = first_phase && [
    { order: 1, ...first_phase },
    { order: 2, duration: null, duration_unit: null },
  ];
  const discount = { adjustment_type: 'percentage_discount', percentage_discount, applies_to_all: true } as const;
  const plan = await service.createPlan({
    body: {
      name,
      currency,
      prices: terms.prices.map((price) => ({
        price: priceOf(namedIn(name, price), measured),
        ...(price.phase !== undefined && { plan_phase_order: price.phase }),
      })),
      adjustments: percentage_discount === 0 ? [] : [{ adjustment: discount }],
      ...(phases && { plan_phases: phases }),
    },
  });
  return plan.id;
}

/** What a price is of, and is measured by. */
export type Measured = { readonly item_id: string; readonly metric_id: string };

/** An item, and a metric that counts calls. */
export async function measuredIn({ service }: Backend): Promise<Measured> {
  const item = await service.createItem({ body: { name: 'Calls' } });
  const sql = "SELECT COUNT(*) FROM events WHERE event_name = 'call'";
  const metric = await service.createMetric({ body: { name: 'Calls', description: null, item_id: item.id, sql } });
  return { item_id: item.id, metric_id: metric.id };
}

/** Notes tell their lines by name, so that prices of another plan have others. */
function namedIn(plan: string, price: LifePrice): LifePrice {
  return plan === 'A' ? price : { ...price, name: `${price.name} of ${plan}` };
}

/** A new price of a plan, or one that is added to a subscription. */
export function priceOf(price: LifePrice, { item_id, metric_id }: Measured) {
  const { name, cadence, quantity, billing_mode } = price;
  const fixed = { fixed_price_quantity: quantity, billed_in_advance: billing_mode !== 'in_arrear' };
  return {
    name,
    item_id,
    cadence,
    ...modelOf(price),
    ...(quantity === undefined ? { billable_metric_id: metric_id } : fixed),
  };
}

/** Units beyond the second are 1.00 each where they are priced otherwise, which can be less than before in all. */
function modelOf({ unit_amount, model_type = 'unit' }: LifePrice) {
  if (model_type === 'unit') return { model_type, unit_config: { unit_amount } } as const;
  if (model_type === 'package')
    return { model_type, package_config: { package_amount: unit_amount, package_size: 2 } } as const;
  if (model_type === 'tiered') {
    const tiers = [
      { first_unit: 0, last_unit: 2, unit_amount },
      { first_unit: 2, last_unit: null, unit_amount: '1.00' },
    ];
    return { model_type, tiered_config: { tiers } } as const;
  }
  const tiers = [
    { maximum_units: 2, unit_amount },
    { maximum_units: null, unit_amount: '1.00' },
  ];
  return { model_type, bulk_config: { tiers } } as const;
}
