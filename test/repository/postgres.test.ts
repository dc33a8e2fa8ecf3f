import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { isConflict, type AccountStore } from '../../src/repository/index.js';
import { createPostgresRepository, migratePostgres, type PostgresPool } from '../../src/repository/postgres/index.js';
import { repositoryLaws } from '../../src/testing/index.js';
import { holdsReports } from '../service/counted-reports.js';
import { refusal } from '../support/refusal.js';
import { openEmbedded, openPool, openServer, server } from './postgresql.js';

describe('the repository on PGlite', () => {
  const database = openEmbedded();
  afterAll(() => database.close());
  it.each(repositoryLaws(database.create))('$name', (law) => law.check());

  it('counts reports as they are of the events', () => holdsReports(database.create, 1));

  const guide = readFileSync(new URL('../../docs/guides/scale-out.md', import.meta.url), 'utf8');
  const partitions = /```sql\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
  const divided = ['events are read by customer', 'usage is counted of the customers'];
  const laws = repositoryLaws(() => database.create(partitions));
  const ofEvents = divided.map((name) => laws.find((law) => law.name.startsWith(name))!);
  it.each(ofEvents)('$name, in the partitions of the guide', (law) => law.check());

  it('takes an event once in the partitions of the guide, each account in one of them', async () => {
    const repository = await database.create(partitions);
    const event = { event_name: 'call', timestamp: '2026-01-05T00:00:00Z', properties: {} };
    const stored = { idempotency_key: 'a', customer_id: 'c', timestamp: Date.parse(event.timestamp), event };
    for (const account of ['north', 'south']) {
      const take = () => repository.account(account).transaction((transaction) => transaction.appendEvents([stored]));
      await take();
      await expect(take()).rejects.toMatchObject({ reason: 'duplicate_key' });
    }
  });

  it('counts in the database what a statement can say, and leaves the rest', async () => {
    const store = (await database.create()).account('demo');
    const properties = { tokens: 2 };
    const event = { event_name: 'call', timestamp: '2026-01-05T00:00:00Z', properties };
    const asked = {
      customer_ids: ['a'],
      timeframe_start: '2026-01-01T00:00:00Z',
      timeframe_end: '2026-02-01T00:00:00Z',
    };
    const found = await store.transaction(async (transaction) => {
      const timestamp = Date.parse(event.timestamp);
      await transaction.appendEvents([{ idempotency_key: 'a', customer_id: 'a', timestamp, event }]);
      const measure = async (kind: 'sum' | 'time_weighted', more = {}) => {
        const metric = { aggregation: { kind, expression: 'tokens' } };
        return (await transaction.measureUsage?.({ ...asked, metric, ...more }))?.quantity ?? null;
      };
      const before = [await measure('sum'), await measure('time_weighted')];
      const odd = { ...event, properties: { tokens: 1e21 } };
      const added = await measure('sum', { with_events: [odd] });
      await transaction.appendEvents([{ idempotency_key: 'b', customer_id: 'a', timestamp, event: odd }]);
      return [...before, added, await measure('sum'), await measure('sum', { without_keys: ['b'] })];
    });
    expect(found).toEqual(['2', null, null, null, '2']);
  });
});

// Without a server, the same statements run on PGlite above.
describe.runIf(server !== undefined)('the repository on a PostgreSQL server', () => {
  const database = openServer();
  afterAll(() => database.close());
  it.each(repositoryLaws(database.create))('$name', (law) => law.check());
  it('counts reports as they are of the events', () => holdsReports(database.create, 4), 60_000);

  /** A repository whose transactions can be watched from outside. */
  async function open(name: string, attempts = 20): Promise<{ store: AccountStore; schema: string }> {
    const schema = database.schema(name);
    await migratePostgres(database.pool, { schema });
    return { store: createPostgresRepository(database.pool, { schema, attempts }).account('demo'), schema };
  }

  const write = (store: AccountStore, id: string, version: number | null, value: number) =>
    store.transaction((transaction) =>
      transaction.writeDocument({ kind: 'plan', id, version, document: { value }, keys: ['all'] }),
    );

  it('reads a state of one moment, whatever is stored meanwhile', async () => {
    const { store } = await open('moment');
    await write(store, 'p', null, 1);
    const seen = await store.transaction(async (transaction) => {
      const before = await transaction.readDocument('plan', 'p');
      await write(store, 'p', 1, 2);
      await write(store, 'q', null, 2);
      const after = await transaction.readDocument('plan', 'p');
      const all = await transaction.listDocuments({ kind: 'plan', key: 'all', limit: 9 });
      return [before?.document, after?.document, all.documents.length];
    });
    expect(seen).toEqual([{ value: 1 }, { value: 1 }, 1]);
  });

  it('runs work again that built upon what was changed, and gives up after so many attempts', async () => {
    const { store } = await open('again', 3);
    await write(store, 'read', null, 0);
    let runs = 0;
    const losing = store.transaction(async (transaction) => {
      runs += 1;
      const read = await transaction.readDocument('plan', 'read');
      await write(store, 'read', read?.version ?? null, runs);
      await transaction.writeDocument({ kind: 'plan', id: 'built', version: null, document: {} });
    });
    await expect(losing).rejects.toMatchObject({ reason: 'concurrent_transaction' });
    expect(runs).toBe(3);
    expect(await store.transaction((transaction) => transaction.readDocument('plan', 'built'))).toBeNull();
  });

  it('runs work again that built upon a journal that was empty', async () => {
    const { store } = await open('empty');
    let runs = 0;
    await store.transaction(async (transaction) => {
      runs += 1;
      const count = await transaction.countEntries('ledger');
      if (runs === 1) await store.transaction((other) => other.appendEntries('ledger', 0, [{}]));
      await transaction.writeDocument({ kind: 'plan', id: 'count', version: null, document: { count } });
    });
    const stored = await store.transaction((transaction) => transaction.readDocument('plan', 'count'));
    expect([runs, stored?.document]).toEqual([2, { count: 1 }]);
  });

  it('does not run work again that only read', async () => {
    const { store } = await open('reading');
    await write(store, 'p', null, 1);
    let runs = 0;
    await store.transaction(async (transaction) => {
      runs += 1;
      await transaction.readDocument('plan', 'p');
      await write(store, 'p', runs, 2);
    });
    expect(runs).toBe(1);
  });

  it('passes over what another worker holds, and takes it once that one died', async () => {
    const { store } = await open('claims');
    await store.transaction(async (transaction) => {
      await transaction.scheduleWork('bill', 'a', 10);
      await transaction.scheduleWork('bill', 'b', 20);
    });
    const claim = () => store.transaction((transaction) => transaction.claimWork('bill', 30));
    const dying = store.transaction(async (transaction) => {
      const held = await transaction.claimWork('bill', 30);
      expect([held?.id, (await claim())?.id]).toEqual(['a', 'b']);
      throw new Error('died');
    });
    await expect(dying).rejects.toThrow('died');
    expect((await claim())?.id).toBe('a');
  });

  it('gives up what a lost connection held, and goes on with another', async () => {
    const pool = openPool(2);
    const lost: unknown[] = [];
    pool.on('error', (error) => lost.push(error));
    const schema = database.schema('lost');
    await migratePostgres(pool, { schema });
    const store = createPostgresRepository(pool, { schema }).account('demo');
    await store.transaction((transaction) => transaction.scheduleWork('bill', 'a', 10));
    const dying = store.transaction(async (transaction) => {
      await transaction.claimWork('bill', 10);
      await transaction.scheduleWork('bill', 'a', null);
      await database.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_class ON pg_class.oid = relation
         JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = $1 AND relname = 'work'`,
        [schema],
      );
      await transaction.claimWork('bill', 10);
    });
    await expect(dying).rejects.toThrow();
    expect((await store.transaction((transaction) => transaction.claimWork('bill', 10)))?.id).toBe('a');
    await pool.end();
  });

  it('stores nothing of work that swallowed a failed statement', async () => {
    const { schema } = await open('swallowed');
    const store = createPostgresRepository(failingOn(database.pool, 'INSERT INTO answers'), { schema }).account('demo');
    const work = store.transaction(async (transaction) => {
      await transaction.writeDocument({ kind: 'plan', id: 'p', version: null, document: {} });
      await transaction.recordAnswer('key', { fingerprint: 'f', answer: {} }).catch(() => {});
    });
    await expect(work).rejects.toThrow('division by zero');
    expect(await store.transaction((transaction) => transaction.readDocument('plan', 'p'))).toBeNull();
  });

  it('is migrated once by several processes at once', async () => {
    const schema = database.schema('together');
    const pools = Array.from({ length: 4 }, () => openPool(1));
    const applied = await Promise.all(pools.map((pool) => migratePostgres(pool, { schema })));
    expect(applied.flat()).toEqual([1, 2, 3, 4]);
    await Promise.all(pools.map((pool) => pool.end()));
  });

  it('says so if it was never migrated', async () => {
    const store = createPostgresRepository(database.pool, { schema: database.schema('missing') }).account('demo');
    await expect(store.readOutbox(1)).rejects.toMatchObject({ code: '42P01' });
  });
});

/** A pool whose statements with a text fail in the database, as any statement can. */
function failingOn(pool: PostgresPool, text: string): PostgresPool {
  return {
    connect: async () => {
      const client = await pool.connect();
      return {
        query: (statement, values) =>
          statement.includes(text) ? client.query('SELECT 1 / 0') : client.query(statement, values),
        release: (destroy) => client.release(destroy),
      };
    },
  };
}

describe('the options of PostgreSQL', () => {
  const pool: PostgresPool = { connect: () => Promise.reject(new Error('no server')) };
  it.each([
    ['an empty schema', { schema: '' }, 'schema', 'invalid_type'],
    ['a schema that would be cut', { schema: 'x'.repeat(64) }, 'schema', 'invalid_type'],
    ['a schema that no database can name', { schema: 'a\0' }, 'schema', 'invalid_type'],
    ['no attempt', { attempts: 0 }, 'attempts', 'limit_exceeded'],
    ['half an attempt', { attempts: 1.5 }, 'attempts', 'limit_exceeded'],
  ])('refuse %s', (_name, options, path, code) => {
    const [issue] = refusal(() => createPostgresRepository(pool, options)).issues;
    expect([issue?.path, issue?.code]).toEqual([path, code]);
  });

  it('hand on what the pool has to say', async () => {
    const store = createPostgresRepository(pool).account('demo');
    const error = await store.readOutbox(1).catch((caught: unknown) => caught);
    expect([isConflict(error), String(error)]).toEqual([false, 'Error: no server']);
  });
});
