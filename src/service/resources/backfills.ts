import { closeBackfill, createBackfill, listBackfills, revertBackfill } from '../../index.js';
import type { Backfill, EventLog, NewBackfill, Page } from '../../wire/index.js';
import { openBody } from '../body.js';
import type { Call } from '../call.js';
import { appendCorrections } from '../events/corrections.js';
import { readLog } from '../events/event-store.js';
import { customersOf } from '../events/ingest.js';
import { everyOwner } from '../events/owners.js';
import { pageOf, type PageParams } from '../kept/pages.js';
import { refuseMissing } from '../refusals.js';

type BackfillParams = { readonly backfill_id: string };

/** Opens a backfill (§3); its events are ingested with its id. */
export async function openBackfill(call: Call, { body }: { readonly body: NewBackfill }): Promise<Backfill> {
  openBody(body);
  const log = await readLog(call.transaction, {});
  const customers = await customersOf(call, [{ ...body }]);
  const created = createBackfill({ ...body, log, at: call.at, customers });
  return keep(call, log, created);
}

export async function fetchBackfill(call: Call, { backfill_id }: BackfillParams): Promise<Backfill> {
  const found = (await allBackfills(call)).find(({ id }) => id === backfill_id);
  return found ?? refuseMissing('backfill', backfill_id);
}

export async function listStoredBackfills(call: Call, params: PageParams): Promise<Page<Backfill>> {
  return pageOf(await allBackfills(call), params);
}

/** Closes a backfill: it takes effect at once. */
export async function endBackfill(call: Call, params: BackfillParams): Promise<Backfill> {
  await fetchBackfill(call, params);
  const log = await wholeLog(call);
  return keep(call, log, closeBackfill({ log, at: call.at, ...params }));
}

/** Reverts a backfill: it is as if it had never been. */
export async function undoBackfill(call: Call, params: BackfillParams): Promise<Backfill> {
  await fetchBackfill(call, params);
  const log = await wholeLog(call);
  return keep(call, log, revertBackfill({ log, at: call.at, ...params }));
}

/** How many events each brought is told by the events themselves. */
async function allBackfills(call: Call): Promise<readonly Backfill[]> {
  return listBackfills({ log: await wholeLog(call), at: call.at });
}

async function wholeLog({ transaction }: Call): Promise<EventLog> {
  return readLog(transaction, { owners: await everyOwner(transaction) });
}

async function keep(
  { transaction }: Call,
  before: EventLog,
  { log, response }: { readonly log: EventLog; readonly response: Backfill },
): Promise<Backfill> {
  await appendCorrections(transaction, log.entries.slice(before.entries.length));
  return response;
}
