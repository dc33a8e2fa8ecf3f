import { isObject, optionalText, refuse } from '../../errors/index.js';
import { completePlan, type CustomPlanInput } from '../../index.js';
import type { MetadataInput, Optional, Page, Plan, PlanInput } from '../../wire/index.js';
import { openBody } from '../body.js';
import { modelsOf, type Call } from '../call.js';
import { findKept, needKept, planVersionId, readKept, writeKept } from '../kept/documents.js';
import { valuesOf, withinBounds, type DateBounds } from '../kept/filters.js';
import { listKept, mapPage, type PageParams } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { mergedMetadata } from '../metadata.js';
import { refuseDuplicate, refuseMissing } from '../refusals.js';
import { placedInGroups } from './dimensional-prices.js';
import { withLicenseTypes } from './license-types-in.js';
import { checkPricingUnit, itemsOf, namedMetrics } from './price-parts.js';

/** A plan by either of its ids. */
export type PlanParams = { readonly plan_id: string } | { readonly external_plan_id: string };

type PlanUpdate = Optional<{ external_plan_id: string; description: string; metadata: MetadataInput }>;

export async function createPlan(call: Call, { body }: { readonly body: PlanInput | CustomPlanInput }): Promise<Plan> {
  const fields = openBody(body);
  await refuseTaken(call, optionalText(fields, 'external_plan_id'));
  const metadata = mergedMetadata(fields, {});
  refuse(fields.issues);
  const id = call.newId('plan');
  const items = await itemsOf(call, priceBodiesOf(body.prices));
  const written = completePlan({
    id,
    request: { ...(await withLicenseTypes(call, body)), metadata },
    at: call.at,
    items,
    ...modelsOf(call),
  });
  const prices = await placedInGroups(call, written.prices);
  const document = { ...written, prices, ...trialOf(call, written) };
  return (await storePlan(call, document)).document;
}

/** Stores a new plan, its first version, and its prices, which can then be fetched by their own ids. */
export async function storePlan(call: Call, document: Plan): Promise<Kept<'plan'>> {
  await namedMetrics(call, document.prices);
  checkPricingUnit(call, document.currency);
  await storeVersion(call, document);
  return writeKept(call, 'plan', { document, aside: undefined });
}

/** Stores a version of a plan with those of its prices that are new. */
export async function storeVersion(call: Call, document: Plan): Promise<void> {
  await writeKept(call, 'plan_version', { document, aside: undefined });
  for (const price of document.prices) {
    const known = await readKept(call, 'price', price.id);
    if (known === null) await writeKept(call, 'price', { document: price, aside: { plan_id: document.id } });
  }
}

export async function fetchPlan(call: Call, params: PlanParams): Promise<Plan> {
  return (await needPlan(call, params)).document;
}

export async function listPlans(
  call: Call,
  params: PageParams & DateBounds<'created_at'> & { readonly status?: string },
): Promise<Page<Plan>> {
  const within = withinBounds(params, 'created_at');
  const statuses = valuesOf(params, 'status');
  const accept = ({ document }: Kept<'plan'>): boolean =>
    within(document.created_at) && (statuses === null || statuses.includes(document.status));
  return mapPage(await listKept(call, { kind: 'plan', accept }, params), ({ document }) => document);
}

export async function updatePlan(call: Call, params: PlanParams & { readonly body: PlanUpdate }): Promise<Plan> {
  const kept = await needPlan(call, params);
  const fields = openBody(params.body);
  const external_plan_id = optionalText(fields, 'external_plan_id') ?? kept.document.external_plan_id;
  if (external_plan_id !== kept.document.external_plan_id) await refuseTaken(call, external_plan_id);
  const changed = {
    external_plan_id,
    description: optionalText(fields, 'description') ?? kept.document.description,
    metadata: mergedMetadata(fields, kept.document.metadata),
  };
  refuse(fields.issues);
  const version = await needKept(call, 'plan_version', planVersionId(kept.document.id, kept.document.version));
  await writeKept(call, 'plan_version', { ...version, document: { ...version.document, ...changed } });
  return (await writeKept(call, 'plan', { ...kept, document: { ...kept.document, ...changed } })).document;
}

/** The plan that a request names, in its default version. */
export async function needPlan(call: Pick<Call, 'transaction'>, params: PlanParams): Promise<Kept<'plan'>> {
  if ('plan_id' in params) return needKept(call, 'plan', params.plan_id);
  const found = await findKept(call, 'plan', `external:${params.external_plan_id}`);
  return found ?? refuseMissing('plan', params.external_plan_id);
}

/** The bodies of prices in a list where they stand bare or wrapped. */
export function priceBodiesOf(entries: unknown): readonly unknown[] {
  const list = Array.isArray(entries) ? (entries as readonly unknown[]).filter(isObject) : [];
  return list.map((entry) => entry['price'] ?? entry['allocation_price'] ?? entry['license_allocation_price'] ?? entry);
}

/** Orb's request has no trial, so that the account says it. */
function trialOf({ account }: Call, { id, external_plan_id }: Plan): Partial<Plan> {
  const trial = account.trials?.[external_plan_id ?? id] ?? account.trials?.[id];
  return trial === undefined ? {} : { trial_config: trial };
}

async function refuseTaken(call: Call, external_id: string | null): Promise<void> {
  if (external_id === null) return;
  if ((await findKept(call, 'plan', `external:${external_id}`)) === null) return;
  refuseDuplicate('body.external_plan_id', 'plan', external_id);
}
