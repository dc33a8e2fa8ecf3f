import { fail, isObject, shown } from '../../errors/index.js';
import { completePlan } from '../../index.js';
import type { NewPlanVersion, Plan, PlanVersion } from '../../wire/index.js';
import { openBody } from '../body.js';
import { modelsOf, type Call } from '../call.js';
import { needKept, planVersionId, readKept, writeKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import { refuseDuplicate } from '../refusals.js';
import { itemsOf, namedMetrics } from './price-parts.js';
import { placedInGroups } from './dimensional-prices.js';
import { withLicenseTypes } from './license-types-in.js';
import { needPlan, priceBodiesOf, storeVersion, type PlanParams } from './plans.js';
import { migrateSubscriptions } from './plan-migrations.js';
import { departed } from './plan-departures.js';

/** Makes a new version of a plan out of its default one; subscriptions stay on theirs unless it becomes the default. */
export async function createPlanVersion(
  call: Call,
  params: PlanParams & { readonly body: NewPlanVersion },
): Promise<PlanVersion> {
  const { document: plan } = await needPlan(call, params);
  const { body } = params;
  openBody(body);
  const version = wholeVersion(body.version);
  const id = planVersionId(plan.id, version);
  if ((await readKept(call, 'plan_version', id)) !== null) refuseDuplicate('body.version', 'version', String(version));
  const request = await withLicenseTypes(
    call,
    departed(plan, body, () => call.newId('price')),
  );
  const items = await itemsOf(
    call,
    priceBodiesOf(request.prices).filter((price) => isObject(price) && 'item_id' in price),
  );
  const written = completePlan({ id: plan.id, request, at: call.at, items, ...modelsOf(call) });
  const document = { ...written, prices: await placedInGroups(call, written.prices), version };
  await namedMetrics(call, document.prices);
  await storeVersion(call, document);
  if (body.set_as_default === true) await makeDefault(call, plan.id, document);
  return versionOf(document);
}

export async function fetchPlanVersion(
  call: Call,
  params: PlanParams & { readonly version: string | number },
): Promise<PlanVersion> {
  const { document: plan } = await needPlan(call, params);
  const { version } = params;
  if (version === 'latest') {
    const versions = await allKept(call, 'plan_version', `plan:${plan.id}`);
    const latest = versions.map(({ document }) => document).sort((a, b) => b.version - a.version)[0];
    if (latest !== undefined) return versionOf(latest);
  }
  return versionOf((await needKept(call, 'plan_version', planVersionId(plan.id, Number(version)))).document);
}

/** Lets new subscriptions start on another version of the plan. */
export async function setDefaultVersion(
  call: Call,
  params: PlanParams & { readonly body: { readonly version: number } },
): Promise<Plan> {
  const { document: plan } = await needPlan(call, params);
  openBody(params.body);
  const { document } = await needKept(call, 'plan_version', planVersionId(plan.id, wholeVersion(params.body.version)));
  return makeDefault(call, plan.id, document);
}

function wholeVersion(version: unknown): number {
  if (typeof version === 'number' && Number.isSafeInteger(version) && version >= 1) return version;
  return fail('body.version', 'invalid_type', `is ${shown(version)}; give a whole number from 1`);
}

async function makeDefault(call: Call, plan_id: string, version: Plan): Promise<Plan> {
  const kept = await needKept(call, 'plan', plan_id);
  // What belongs to the plan as a whole stays as it is now.
  const { external_plan_id, description, metadata, created_at } = kept.document;
  const document = { ...version, external_plan_id, description, metadata, created_at };
  await writeKept(call, 'plan', { ...kept, document });
  if (version.version !== kept.document.version) await migrateSubscriptions(call, document);
  return document;
}

function versionOf({ created_at, version, plan_phases, prices, adjustments }: Plan): PlanVersion {
  const phases = plan_phases?.map(({ id, name, description, order, duration, duration_unit }) => ({
    id,
    name,
    description,
    order,
    duration,
    duration_unit,
  }));
  return { created_at, version, plan_phases: phases ?? null, prices, adjustments };
}
