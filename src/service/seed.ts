import { completePlan } from '../index.js';
import type { BillableMetric, Item, Plan, PlanInput } from '../wire/index.js';
import { modelsOf, surroundingsOf, type Call } from './call.js';
import { readKept, writeKept } from './kept/documents.js';
import { placedInGroups } from './resources/dimensional-prices.js';
import { withLicenseTypes } from './resources/license-types-in.js';
import { itemsOf } from './resources/price-parts.js';
import { priceBodiesOf, storePlan } from './resources/plans.js';
import { inTransaction } from './run-operation.js';
import type { BillingServiceOptions, CallContext } from './settings.js';

/** What an account sells, as JSON: items and metrics with their ids, and plans as fetched, or as create bodies with one. */
export type AccountSeed = {
  readonly items?: readonly Pick<Item, 'id' | 'name'>[] | undefined;
  readonly metrics?:
    readonly (Pick<BillableMetric, 'id' | 'name' | 'sql'> & { readonly item_id?: string })[] | undefined;
  readonly plans?: readonly (PlanInput & { readonly id: string })[] | undefined;
};

/** The ids of what was loaded; what was there already is not. */
export type SeededAccount = {
  readonly items: readonly string[];
  readonly metrics: readonly string[];
  readonly plans: readonly string[];
};

/**
 * Loads what an account sells, in one transaction. What is stored under an id already stays as it is, so that a seed can be
 * given at each start.
 *
 * @throws what is wrong with a plan, its prices or their metrics, and then nothing is loaded
 */
export async function seedAccount(
  options: BillingServiceOptions,
  { seed, context }: { readonly seed: AccountSeed; readonly context: CallContext },
): Promise<SeededAccount> {
  const surroundings = surroundingsOf(options, context);
  const store = options.repository.account(surroundings.account.id);
  return inTransaction(store, surroundings, async (call) => ({
    items: await loadItems(call, seed.items ?? []),
    metrics: await loadMetrics(call, seed.metrics ?? []),
    plans: await loadPlans(call, seed.plans ?? []),
  }));
}

async function loadItems(call: Call, items: NonNullable<AccountSeed['items']>): Promise<readonly string[]> {
  const loaded: string[] = [];
  for (const { id, name } of items) {
    if ((await readKept(call, 'item', id)) !== null) continue;
    const document: Item = { id, name, created_at: call.at, archived_at: null, external_connections: [], metadata: {} };
    await writeKept(call, 'item', { document, aside: undefined });
    loaded.push(id);
  }
  return loaded;
}

async function loadMetrics(call: Call, metrics: NonNullable<AccountSeed['metrics']>): Promise<readonly string[]> {
  const loaded: string[] = [];
  for (const { id, name, sql, item_id } of metrics) {
    if ((await readKept(call, 'metric', id)) !== null) continue;
    const stored = item_id === undefined ? null : await readKept(call, 'item', item_id);
    const item: Item = stored?.document ?? { id, name, created_at: call.at, external_connections: [], metadata: {} };
    const document: BillableMetric = { id, name, sql, description: null, status: 'active', item, metadata: {} };
    await writeKept(call, 'metric', { document, aside: { created_at: call.at } });
    loaded.push(id);
  }
  return loaded;
}

async function loadPlans(call: Call, plans: NonNullable<AccountSeed['plans']>): Promise<readonly string[]> {
  const loaded: string[] = [];
  for (const plan_request of plans) {
    if ((await readKept(call, 'plan', plan_request.id)) !== null) continue;
    const request = await withLicenseTypes(call, plan_request);
    const items = await itemsOf(call, priceBodiesOf(request.prices));
    const written = completePlan({ id: request.id, request, at: call.at, items, ...modelsOf(call) });
    const plan: Plan = { ...written, prices: await placedInGroups(call, written.prices) };
    await storePlan(call, plan);
    loaded.push(plan.id);
  }
  return loaded;
}
