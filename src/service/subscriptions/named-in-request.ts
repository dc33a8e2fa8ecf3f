import { isObject } from '../../errors/index.js';
import type { Coupon, Plan, Price } from '../../wire/index.js';
import type { Call } from '../call.js';
import { findKept, readKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';

/** What a request names by id and a step has to be given: plans in all their versions, prices, coupons. */
export type Named = {
  readonly plans: readonly Plan[];
  readonly prices: readonly Price[];
  readonly coupons: readonly Coupon[];
};

/** Looks up what a request names. What there is not is left out, and the step says so with its path. */
export async function namedIn(call: Call, request: unknown): Promise<Named> {
  const names = namesIn(request);
  const plans = await plansNamed(call, names);
  const ofPlans = new Set(plans.flatMap(({ prices }) => prices.map(({ id }) => id)));
  const prices: Price[] = [];
  for (const [key, id] of names) {
    const kept =
      key === 'price_id'
        ? await readKept(call, 'price', id)
        : key === 'external_price_id'
          ? await findKept(call, 'price', `external:${id}`)
          : null;
    // A plan's price is found in its plan.
    if (kept !== null && !ofPlans.has(kept.document.id)) prices.push(kept.document);
  }
  return {
    plans,
    prices: [...new Map(prices.map((price) => [price.id, price])).values()],
    coupons: await couponsNamed(call, names),
  };
}

type Name = readonly [key: string, id: string];

async function plansNamed(call: Call, names: readonly Name[]): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const [key, id] of names) {
    const kept =
      key === 'plan_id'
        ? await readKept(call, 'plan', id)
        : key === 'external_plan_id'
          ? await findKept(call, 'plan', `external:${id}`)
          : null;
    if (kept === null) continue;
    const versions = await allKept(call, 'plan_version', `plan:${kept.document.id}`);
    const others = versions.filter(({ document }) => document.version !== kept.document.version);
    // The first is the default version.
    plans.push(kept.document, ...others.map(({ document }) => document));
  }
  return plans;
}

async function couponsNamed(call: Call, names: readonly Name[]): Promise<readonly Coupon[]> {
  const coupons = new Map<string, Coupon>();
  for (const [key, id] of names) {
    const kept =
      key === 'coupon_id'
        ? await readKept(call, 'coupon', id)
        : key === 'coupon_redemption_code'
          ? await findKept(call, 'coupon', `code:${id}`)
          : null;
    if (kept !== null) coupons.set(kept.document.id, kept.document);
  }
  return [...coupons.values()];
}

const keys = ['plan_id', 'external_plan_id', 'price_id', 'external_price_id', 'coupon_id', 'coupon_redemption_code'];
const deepest = 6;

/** Every id under a key that names something, wherever it stands in a request. */
function namesIn(request: unknown, depth = 0): readonly Name[] {
  if (depth > deepest) return [];
  if (Array.isArray(request)) return (request as readonly unknown[]).flatMap((entry) => namesIn(entry, depth + 1));
  if (!isObject(request)) return [];
  return Object.entries(request).flatMap(([key, value]): readonly Name[] =>
    typeof value === 'string' && keys.includes(key) ? [[key, value]] : namesIn(value, depth + 1),
  );
}
