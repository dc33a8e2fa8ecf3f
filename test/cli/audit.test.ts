import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../src/cli/server/open-store.js';
import { createBillingService } from '../../src/service/index.js';
import { calls, openShop } from '../service/backend.js';
import { run } from './support.js';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'reckoner-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('audits a database, says what does not add up, and ends with 1 if anything does not', async () => {
  const file = join(folder, 'audit.db');
  const store = await openStore({ kind: 'sqlite', file });
  const service = createBillingService({ repository: store.repository, now: () => '2026-02-01T00:00:00Z', account: { id: 'default' } }); // prettier-ignore
  const { customer, team } = await openShop({ service, repository: store.repository, setClock: () => undefined });
  await service.createSubscription({ body: { customer_id: customer.id, plan_id: team.id } });
  await store.close();
  const audit = (...options: readonly string[]) => run(['audit', '--db', `sqlite:${file}`, ...options], { files: {} });
  expect(await audit()).toEqual({
    code: 0,
    stdout: '1 invoice, 0 ledgers, 1 customer looked at: everything adds up\n',
    stderr: '',
  });
  expect((await audit('--recompute')).stdout).toMatch(/\n1 issued invoice computed again: 1 the same, 0 other, 0 not computed\n$/); // prettier-ignore

  const changed = await openStore({ kind: 'sqlite', file });
  await changed.repository.account('default').transaction(async (transaction) => {
    const { documents } = await transaction.listDocuments({ kind: 'invoice', limit: 1 });
    const { id, version, document } = documents[0]!;
    await transaction.writeDocument({ kind: 'invoice', id, version, document: { ...document, subtotal: '61.00', total: '61.00' }, keys: [`customer:${customer.id}`] }); // prettier-ignore
  });
  await changed.close();
  const found = await audit();
  expect(found.code).toBe(1);
  expect(found.stdout).toMatch(
    /looked at: 3 findings\n {2}invoice ACME-00001 subtotal: is 61, but lines add up to 60\n/,
  );
  const told = await audit('--json');
  expect([told.code, JSON.parse(told.stdout)]).toMatchObject([1, { invoices: 1, findings: [{ path: 'subtotal' }, { path: 'total' }, { path: 'amount_due' }], recomputed: null }]); // prettier-ignore
  expect((await run(['audit', '--db', 'memory'], { files: {} })).stderr).toMatch(/memory keeps nothing/);
});

it('shows a difference as the guide shows it', async () => {
  const file = join(folder, 'late.db');
  const store = await openStore({ kind: 'sqlite', file });
  let now = '2026-01-01T00:00:00Z';
  const service = createBillingService({ repository: store.repository, now: () => now, account: { id: 'default' } });
  const price = { id: 'call', name: 'Calls', item_id: 'api', billable_metric_id: 'calls', cadence: 'monthly', model_type: 'unit', unit_config: { unit_amount: '0.50' } } as const; // prettier-ignore
  await service.seed({
    items: [{ id: 'api', name: 'API' }],
    metrics: [{ id: 'calls', name: 'Calls', sql: "SELECT COUNT(*) FROM events WHERE event_name = 'call'" }],
    plans: [{ id: 'payg', name: 'Pay as you go', currency: 'USD', prices: [price] }],
  });
  const { id: customer_id } = await service.createCustomer({ body: { name: 'Acme', email: 'a@acme.test', external_customer_id: 'acme' } }); // prettier-ignore
  await service.createSubscription({ body: { customer_id, plan_id: 'payg' } });
  now = '2026-01-10T12:00:00Z';
  await service.ingestEvents({ body: { events: calls('acme', '2026-01-10T11:00:00Z', 3) } });
  now = '2026-02-02T00:00:00Z';
  await service.runBilling({ until: now });
  await store.close();
  const files = { 'late.ndjson': JSON.stringify({ ...calls('acme', '2026-01-10T11:00:00Z', 4)[3], customer_id }) };
  await run(['import', 'late.ndjson', '--db', `sqlite:${file}`], { files });
  const shown = await run(['audit', '--recompute', '--db', `sqlite:${file}`], { files });
  const guide = readFileSync(new URL('../../docs/guides/run-beside-orb.md', import.meta.url), 'utf8');
  expect(shown.code).toBe(1);
  expect(guide).toContain(`\`\`\`text\n${shown.stdout}\`\`\``);
});
