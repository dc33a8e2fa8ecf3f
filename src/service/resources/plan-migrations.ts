import type { Page, Plan, PlanVersionChange } from '../../wire/index.js';
import type { Call } from '../call.js';
import { needKept, writeKept } from '../kept/documents.js';
import { listKept, mapPage, type PageParams } from '../kept/pages.js';
import { refuseMissing, refuseState } from '../refusals.js';
import { anyStays } from '../subscriptions/staying.js';

type MigrationParams = { readonly plan_id: string; readonly migration_id: string };

/** Remembers that the subscriptions of a plan are to move to its default version at the end of their term, if it has any. */
export async function migrateSubscriptions(call: Call, plan: Plan): Promise<void> {
  const isAwaited = await anyStays(call, plan.id, new Set());
  const document: PlanVersionChange = {
    id: call.newId('plan_migration'),
    plan_id: plan.id,
    effective_time: 'end_of_term',
    status: isAwaited ? 'not_started' : 'completed',
  };
  await writeKept(call, 'plan_migration', { document, aside: { version: plan.version, asked_at: call.at } });
}

export async function listMigrations(
  call: Call,
  params: PageParams & { readonly plan_id: string },
): Promise<Page<PlanVersionChange>> {
  await needKept(call, 'plan', params.plan_id);
  const page = await listKept(call, { kind: 'plan_migration', key: `plan:${params.plan_id}` }, params);
  return mapPage(page, ({ document }) => document);
}

export async function fetchMigration(call: Call, params: MigrationParams): Promise<PlanVersionChange> {
  return (await needMigration(call, params)).document;
}

/** A migration that no subscription has made yet can be cancelled. */
export async function cancelMigration(call: Call, params: MigrationParams): Promise<PlanVersionChange> {
  const kept = await needMigration(call, params);
  if (kept.document.status !== 'not_started') {
    refuseState(
      'migration',
      params.migration_id,
      `is ${kept.document.status}; only one that has not started can be cancelled`,
    );
  }
  const document: PlanVersionChange = { ...kept.document, status: 'canceled' };
  return (await writeKept(call, 'plan_migration', { ...kept, document })).document;
}

async function needMigration(call: Call, { plan_id, migration_id }: MigrationParams) {
  const kept = await needKept(call, 'plan_migration', migration_id);
  return kept.document.plan_id === plan_id ? kept : refuseMissing('plan migration', migration_id);
}
