import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importDocuments, type ImportReport } from '../../../src/service/index.js';
import { createMemoryRepository, documentKinds, type Repository } from '../../../src/repository/index.js';
import { startClient } from '../../rest/client/backend.js';
import { openShop } from '../backend.js';
import { fetchAll, placed } from './fetch-all.js';
import { livedAccount } from './lived-account.js';

const empty = () => startClient('2026-02-26T00:00:00Z', { service: { repository: createMemoryRepository() } });

/** An import into an account of its own. */
async function importInto(backend: ReturnType<typeof empty>, documents: readonly unknown[], more: object = {}) {
  const options = { repository: backend.repository, now: () => '2026-02-26T00:00:00Z', account: { id: 'demo' } };
  return importDocuments(options, { lines: () => placed(documents), ...more });
}

/** What there is to compare of an account, whoever numbered its documents. */
async function billsOf({ service }: ReturnType<typeof empty>) {
  const { data } = await service.listInvoices({ limit: 100, status: ['draft', 'issued', 'paid', 'void'] });
  return data
    .map(({ customer, invoice_date, status, total, amount_due, line_items, invoice_source }) => ({
      customer: customer.external_customer_id,
      invoice_date: Date.parse(invoice_date),
      status,
      invoice_source,
      total,
      amount_due,
      lines: line_items.map((line) => [line.name, line.quantity, line.subtotal, line.credits_applied, line.amount, Date.parse(line.start_date)]), // prettier-ignore
    }))
    .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

/** The entries of all ledgers as they are listed, but for ids of drafts and blocks that were made since. */
async function ledgersOf({ client }: ReturnType<typeof empty>) {
  const ledgers = [];
  for (const { id, external_customer_id } of (await client.customers.list()).data) {
    const { data } = await client.customers.credits.ledger.list(id, { currency: 'credits' });
    ledgers.push([external_customer_id, data.map((entry) => [entry.ledger_sequence_number, entry.entry_type, entry.entry_status, entry.amount, entry.ending_balance])]); // prettier-ignore
  }
  return ledgers.sort(([a], [b]) => String(a).localeCompare(String(b)));
}

describe('an import of what the official client fetches', () => {
  it('leaves everything as it was, and bills on as the account would have', async () => {
    const source = await livedAccount();
    const documents = await fetchAll(source.client);
    const target = empty();
    // As somebody else would write them: in another order, with keys that nobody knows, in another zone.
    const report = await importInto(target, [...documents].reverse().map(writtenElsewhere));
    expect(report.notes.filter(({ outcome }) => outcome !== 'passed_over')).toEqual([]);
    expect(Object.fromEntries(report.kinds.map(({ kind, created }) => [kind, created]))).toMatchObject({
      item: 1,
      metric: 1,
      plan: 3,
      coupon: 1,
      customer: 2,
      subscription: 2,
      alert: 1,
      top_up: 1,
      event: 29,
    });
    expect(await billsOf(target)).toEqual(await billsOf(source));
    expect(await ledgersOf(target)).toEqual(await ledgersOf(source));
    const before = (await billsOf(target)).length;
    for (const { service, setClock } of [source, target]) {
      setClock('2026-03-02');
      await service.runBilling({ until: '2026-03-02T00:00:00Z' });
    }
    // What was told of before the import is not told again.
    const told = await target.repository.account('demo').readOutbox(1000);
    expect(told.filter(({ message }) => /subscription_(created|started|plan_changed)/.test(String(message['kind'])))).toEqual([]); // prettier-ignore
    const bills = await billsOf(target);
    expect(bills).toEqual(await billsOf(source));
    expect(await ledgersOf(target)).toEqual(await ledgersOf(source));
    expect(bills.length).toBeGreaterThan(before);
    // What credits paid before and after the import: 9 × 2 of the 30 that were granted, then the other 12 and 4 of a top-up.
    expect(bills.flatMap(({ lines }) => lines.map((line) => line[3])).filter((credits) => Number(credits) > 0)).toEqual(['18', '16']); // prettier-ignore
    const numbers = async ({ service }: typeof source) =>
      (await service.listInvoices({ limit: 100 })).data.map(({ invoice_number }) => invoice_number).sort();
    expect(await numbers(target)).toEqual(await numbers(source));
  });

  it('changes nothing the second time, and says what it does with a document that changed', async () => {
    const source = await livedAccount();
    const documents = await fetchAll(source.client);
    const target = empty();
    await importInto(target, documents);
    for (const list of ['items', 'metrics', 'plans', 'coupons', 'customers', 'subscriptions', 'creditNotes'] as const) {
      const [here, there] = await Promise.all([target, source].map(async ({ client }) => (await client[list].list()).data)); // prettier-ignore
      // In the same order too: the latest first.
      expect(here, list).toEqual(there);
    }
    const again = await importInto(target, documents);
    expect(again.kinds.filter(({ read, unchanged, passed_over }) => read !== unchanged + passed_over)).toEqual([]);
    const renamed = documents.map((one) => (isNamed(one, 'Acme') ? { ...one, name: 'Acme Inc.', of_late: true } : one));
    const rehearsed = await importInto(target, renamed, { changed: 'replace', mode: 'rehearse' });
    expect(countOf(rehearsed, 'customer')).toMatchObject({ read: 2, unchanged: 1, replaced: 1 });
    const [kept, replaced] = [await importInto(target, renamed), await importInto(target, renamed, { changed: 'replace' })]; // prettier-ignore
    // The rehearsal stored nothing, so that the next one still sees the change; nor did the one that keeps.
    expect(countOf(kept, 'customer')).toMatchObject({ unchanged: 1, kept: 1 });
    expect(kept.notes.find(({ outcome }) => outcome === 'kept')).toMatchObject({ kind: 'customer', message: 'customer customer_5 is stored with other content, which stays' }); // prettier-ignore
    expect(countOf(replaced, 'customer')).toMatchObject({ unchanged: 1, replaced: 1 });
    // A key that nobody knows is kept and answered.
    expect(await target.service.fetchCustomer({ customer_id: 'customer_5' })).toMatchObject({ name: 'Acme Inc.', of_late: true }); // prettier-ignore
  });

  it('stores the same in whatever order the lines come', async () => {
    const documents = await fetchAll((await livedAccount()).client);
    const states: unknown[] = [];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...documents], { minLength: documents.length }), async (lines) => {
        const target = empty();
        await importInto(target, lines);
        states.push(await stateOf(target.repository));
        expect(states.at(-1)).toEqual(states[0]);
      }),
      { numRuns: 3 },
    );
  });

  const item = { id: 'i', name: 'Seat', created_at: '2025-01-01T00:00:00+00:00', external_connections: [], metadata: {} }; // prettier-ignore
  const event = { id: 'e', event_name: 'call', timestamp: '2025-01-01T00:00:00Z', properties: {}, customer_id: 'c' };
  const coupon = { id: 'k', redemption_code: 'HALF', archived_at: null, discount: { discount_type: 'percentage' } };
  const deep = JSON.parse(`${'{"a":'.repeat(80)}1${'}'.repeat(80)}`) as object;
  it.each([
    ['what is no object', [7], /all.ndjson:1: is no JSON object/],
    ['what is no document', [item, { id: 'x', hello: 1 }], /all.ndjson:2: is no document that is known here/],
    ['a page', [{ data: [item], pagination_metadata: {} }], /is no document that is known here/],
    ['a kind that is none', [{ kind: 'thing', document: item }], /has the kind "thing"; the kinds are item, metric, /],
    [
      'what does not say whose it is',
      [{ id: 't', action: 'manual_adjustment', starting_balance: '0.00' }],
      /is a balance transaction, which does not say whose it is; write { "customer_id"/,
    ],
    [
      'two that contradict each other',
      [item, { ...item, name: 'Chair' }],
      /all.ndjson:2: is the same item as all.ndjson:1/,
    ],
    ['a key of the store', [{ ...item, kept: {} }], /has a key "kept"/],
    ['what is nested without end', [deep], /is nested deeper than 64 levels/],
    ['a key that holds something else', [{ ...item, name: 7 }], /all.ndjson:1: name: has to be a text/],
    [
      'a list with a hole',
      [{ id: 'p', name: 'P', prices: [null], product: {}, created_at: 'x', version: 1 }],
      /prices: has to be a list of objects/,
    ],
    ['an event of nobody known', [event], /all.ndjson:1: customer_id: is "c", a customer that is neither stored/],
    ['an event without time', [{ ...event, timestamp: 'soon' }], /timestamp: is no instant/],
    ['a code twice', [coupon, { ...coupon, id: 'l' }], /all.ndjson:1: is carried by another coupon too: "code:HALF"/],
    [
      'what names what is not there',
      [
        {
          kind: 'license',
          document: { id: 'l', subscription_id: 's', license_type_id: 't', start_date: '2025-01-01' },
        },
      ],
      /subscription_id: is "s", a subscription that is neither/,
    ],
    ['a change that waits', [{ id: 'c', expiration_time: 'x', status: 'pending' }], /is a change that waits/],
    [
      'a block of no ledger',
      [{ id: 'b', maximum_initial_balance: 1, credit_block_source: 'manual', status: 'active', filters: [] }],
      /is a block that no ledger entry among the files names/,
    ],
  ])('refuses %s, and stores nothing', async (_what, documents, message) => {
    const target = empty();
    const lines = [...documents, { ...item, id: 'sound' }];
    await expect(importInto(target, lines)).rejects.toThrow(message);
    expect((await target.service.listItems()).data).toEqual([]);
  });

  it('takes an event once, told twice or in two orders, and one that was withdrawn as withdrawn', async () => {
    const source = startClient('2026-01-01T00:00:00Z');
    const { customer } = await openShop(source);
    const target = empty();
    const events = [1, 2, 3].map((number) => ({ ...event, id: `e${number}`, customer_id: customer.id, deprecated: number === 3 })); // prettier-ignore
    const lines = [...events, { ...events[0], external_customer_id: 'acme' }, customer];
    const report = await importInto(target, lines.reverse());
    expect(countOf(report, 'event')).toMatchObject({ read: 4, created: 3, unchanged: 1 });
    // One that was withdrawn at Orb since, and one that was before, each once.
    await importInto(target, [{ ...events[1], deprecated: true }, events[2]]);
    const log = await target.repository.account('demo').transaction((transaction) => transaction.readEntries('event_corrections', 0, 10)); // prettier-ignore
    expect(log.map(({ entry }) => entry['event_id'])).toEqual(['e3', 'e2']);
    const other = { ...events[1], properties: { tokens: 1 } };
    const changed = await importInto(target, [other]);
    expect(changed.notes).toMatchObject([{ outcome: 'kept', message: 'e2 is stored with other content, which stays; amend it through the API' }]); // prettier-ignore
    const { data } = await target.client.events.search({ event_ids: ['e1', 'e2', 'e3'] });
    expect(data.map(({ id, deprecated }) => [id, deprecated] as const).sort(([a], [b]) => a.localeCompare(b))).toEqual([
      ['e1', false],
      ['e2', true],
      ['e3', true],
    ]);
  });
});

/** Every document that an account keeps, with what is kept beside it, by kind and id. */
async function stateOf(repository: Repository): Promise<ReadonlyMap<string, unknown>> {
  const state = new Map<string, unknown>();
  await repository.account('demo').transaction(async (transaction) => {
    for (const kind of documentKinds) {
      const { documents } = await transaction.listDocuments({ kind, limit: 1000 });
      for (const { id, document } of documents) state.set(`${kind} ${id}`, document);
    }
  });
  return state;
}

/** A document with each object's keys turned round and one more, and each instant on the clocks of New York. */
function writtenElsewhere(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(writtenElsewhere);
  if (typeof value === 'string' && value.endsWith('T00:00:00+00:00')) return shifted(value);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  const isMap = entries.every(([, inner]) => typeof inner === 'string');
  const changed = entries.map(([key, inner]) => [key, writtenElsewhere(inner)]);
  // A line that says whose its document is has no room for others; labels are texts by key; and an anchor by which dates
  // were counted in a way that is not known here is refused.
  return Object.fromEntries(
    isMap || 'document' in value || 'day' in value ? changed : [...changed, ['of_late', { seen: true }]],
  );
}

function shifted(instant: string): string {
  const local = new Date(Date.parse(instant) - 5 * 3_600_000).toISOString();
  return local.replace('.000Z', '-05:00');
}

function isNamed(document: unknown, name: string): document is object {
  return (document as { readonly name?: unknown; readonly email?: unknown }).name === name;
}

function countOf({ kinds }: ImportReport, kind: string) {
  return kinds.find((one) => one.kind === kind);
}
