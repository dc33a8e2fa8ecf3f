import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createMemoryRepository, type AccountStore } from '../../src/repository/index.js';
import { createSqliteRepository, migrateSqlite } from '../../src/repository/sqlite/index.js';
import { deliverWebhooks } from '../../src/rest/index.js';
import { takeLease } from '../../src/rest/webhooks/outbox-lease.js';
import { openSqlite } from '../repository/sqlite.js';

const endpoints = [{ url: 'https://shop.test/hooks', secret: 'shared' }];
const names = Array.from({ length: 12 }, (_, position) => `item-${position}`);

function receiver(...answers: readonly number[]) {
  const received: string[] = [];
  const take: typeof fetch = async (_, init) => {
    received.push((JSON.parse(init?.body as string) as { item: { id: string } }).item.id);
    return new Response(null, { status: answers[received.length - 1] ?? 204 });
  };
  return { received, take };
}

async function fill(store: AccountStore): Promise<void> {
  const messages = names.map((id) => ({ kind: 'item_created', item: { id, name: id } }));
  await store.transaction((transaction) => transaction.appendMessages(messages));
}

const now = (): string => '2026-03-01T00:00:00Z';

// That one at a time delivers is a law of every repository (`repositoryLaws`); here are two that share a file.
describe('the lease of an outbox', () => {
  it('is one for all connections to a file', async () => {
    const folder = mkdtempSync(`${tmpdir()}/reckoner-lease-`);
    const connections = [1, 2].map(() => openSqlite(`${folder}/billing.db`));
    await migrateSqlite(connections[0]!);
    const stores = connections.map((connection) => createSqliteRepository(connection).account('demo'));
    await fill(stores[0]!);
    const { received, take } = receiver();
    const outcomes = await Promise.all(stores.map((store) => deliverWebhooks({ store, endpoints, now, fetch: take })));
    expect(received).toEqual(names);
    expect(outcomes.map(({ delivered }) => delivered).sort((a, b) => a - b)).toEqual([0, names.length]);
    connections.forEach((connection) => connection.close());
    rmSync(folder, { recursive: true });
  });

  it('is given back by a delivery that ends early, and by one whose store fails', async () => {
    const store = createMemoryRepository().account('demo');
    await fill(store);
    const { received, take } = receiver(204, 503, 204);
    const first = await deliverWebhooks({ store, endpoints, now, fetch: take });
    expect([first.delivered, first.failure?.reason]).toEqual([1, 'answered 503']);
    const lost = { ...store, acknowledge: () => Promise.reject(new Error('connection lost')) };
    await expect(deliverWebhooks({ store: lost, endpoints, now, fetch: take })).rejects.toThrow('connection lost');
    const last = await deliverWebhooks({ store, endpoints, now, fetch: take });
    expect(last).toEqual({ delivered: names.length - 1, passed_over: 0, failure: null, held_elsewhere: false });
    expect(received).toEqual([names[0], names[1], names[1], ...names.slice(1)]);
  });

  it('comes to its end by itself where it cannot be given back', async () => {
    const store = createMemoryRepository().account('demo');
    let at = 0;
    const terms = { now: () => at, message_time: 5000 };
    const broken = { ...store, transaction: () => Promise.reject(new Error('connection lost')) };
    const doors = [store, broken];
    const breaking: AccountStore = { ...store, transaction: (work) => doors.shift()!.transaction(work) };
    const lease = await takeLease({ store: breaking, ...terms });
    await lease?.giveBack();
    expect(await takeLease({ store, ...terms })).toBeNull();
    at = 45_000;
    expect(await takeLease({ store, ...terms })).not.toBeNull();
  });
});
