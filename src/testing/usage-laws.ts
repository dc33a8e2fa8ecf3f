import type { AggregatedUsage } from '../api/index.js';
import { measureUsage, type AccountStore, type StoredEvent, type UsageQuestion } from '../repository/index.js';
import type { EventInput } from '../wire/index.js';
import { expectSame } from './expectation.js';
import { law, type CreateRepository, type RepositoryLaw } from './repository-law.js';

/** What every repository counts of its events, in a database or not. */
export function usageLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [...countingLaws(create), ...uncountedLaws(create)];
}

function countingLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    law(
      create,
      'usage is counted of the customers and the half-open window that are asked for',
      async (store, more) => {
        await append(store, [
          call('a', '2026-01-01T00:00:00.000Z', { tokens: 1, model: 'x' }),
          call('b', '2026-01-31T23:59:59.999Z', { tokens: '0.1', model: 'y' }),
          call('c', '2026-01-15T00:00:00Z', { tokens: 0.2, model: 'y' }),
          call('late', '2026-02-01T00:00:00Z', { tokens: 100, model: 'x' }),
          call('early', '2025-12-31T23:59:59.999Z', { tokens: 100, model: 'x' }),
          { ...call('other', '2026-01-15T00:00:00Z', { tokens: 100, model: 'x' }), customer_id: 'other' },
        ]);
        await append(more.other, [call('a', '2026-01-15T00:00:00Z', { tokens: 100, model: 'x' })]);
        // 1 + 0.1 + 0.2; of y, 0.1 + 0.2.
        expectSame(await quantities(store, sum), ['1.3', '1', '0.3'], 'the sum');
        expectSame(await quantities(store, { kind: 'count' }), ['3', '1', '2'], 'the count');
        expectSame(
          await quantities(store, { kind: 'latest', expression: 'tokens' }),
          ['0.1', '1', '0.1'],
          'the latest',
        );
      },
    ),
    law(create, 'usage is cut into windows at the midnights of a zone', async (store) => {
      await append(store, [
        call('a', '2026-01-01T04:59:59.999Z', { tokens: 1, model: 'x' }),
        call('b', '2026-01-01T05:00:00.000Z', { tokens: 2, model: 'x' }),
        call('c', '2026-01-02T04:59:59.999Z', { tokens: 4, model: 'y' }),
      ]);
      const days = { granularity: 'day', timezone: 'America/New_York', timeframe_end: '2026-01-02T05:00:00Z' } as const;
      const measured = await measure(store, sum, { ...days, view_mode: 'periodic' });
      expectSame(quantitiesOf(measured.windows), ['1', '6'], 'by day');
      expectSame(quantitiesOf(measured.groups[0]?.windows), ['1', '2'], 'of x');
      const most = { kind: 'max' as const, expression: 'tokens' };
      expectSame(quantitiesOf((await measure(store, most, days)).windows), ['1', '4'], 'the most so far');
    }),
    law(create, 'usage leaves out what no longer counts, and counts what replaces it', async (store) => {
      await append(store, [
        call('a', '2026-01-05T00:00:00Z', { tokens: 1, model: 'x' }),
        call('b', '2026-01-06T00:00:00Z', { tokens: 2, model: 'x' }),
      ]);
      const amended = { ...bodyOf('2026-01-06T00:00:00Z', { tokens: 5, model: 'y' }), idempotency_key: 'b' };
      const corrected = { without_keys: ['a', 'b'], with_events: [amended] };
      expectSame(await quantities(store, sum, corrected), ['5', '5'], 'corrected');
      expectSame(await quantities(store, sum, { without_keys: ['a'] }), ['2', '2'], 'without the first');
    }),
  ];
}

function uncountedLaws(create: CreateRepository): readonly RepositoryLaw[] {
  return [
    law(create, 'usage counts what no column of a database can hold', async (store) => {
      await append(store, [
        call('a', '2026-01-05T00:00:00Z', { tokens: 1, model: 'a\0b' }),
        call('b', '2026-01-06T00:00:00Z', { tokens: 2, model: 'a\ud800' }),
        call('c', '2026-01-07T00:00:00Z', { tokens: 3, model: 'a' }),
        {
          ...call('d', '2026-01-08T00:00:00Z', { tokens: 4 }),
          event: { ...bodyOf('2026-01-08T00:00:00Z', {}), deprecated: true },
        },
      ]);
      expectSame(await quantities(store, sum), ['6', '3', '1', '2'], 'by model');
      expectSame(
        await quantities(store, { kind: 'unique', expression: 'model' }, { group_by: [] }),
        ['3'],
        'the models',
      );
    }),
    law(create, 'usage that depends on earlier events, or on the order of all, is counted too', async (store) => {
      await append(store, [
        call('before', '2025-12-01T00:00:00Z', { tokens: 4 }),
        call('a', '2026-01-16T12:00:00Z', { tokens: 8 }),
      ]);
      const group_by: readonly string[] = [];
      // 4 for 15.5 of 31 days, then 8.
      expectSame(
        await quantities(store, { kind: 'time_weighted', expression: 'tokens' }, { group_by }),
        ['6'],
        'weighted',
      );
      const median = { kind: 'percentile' as const, expression: 'tokens', percentile: '0.5' };
      expectSame(await quantities(store, median, { group_by }), ['8'], 'the median');
    }),
  ];
}

const sum = { kind: 'sum' as const, expression: 'tokens' };

type Properties = EventInput['properties'];

function bodyOf(timestamp: string, properties: Properties): EventInput {
  return { event_name: 'call', timestamp, properties };
}

function call(idempotency_key: string, timestamp: string, properties: Properties): StoredEvent {
  return { idempotency_key, customer_id: 'a', timestamp: Date.parse(timestamp), event: bodyOf(timestamp, properties) };
}

function append(store: AccountStore, events: readonly StoredEvent[]): Promise<void> {
  return store.transaction((transaction) => transaction.appendEvents(events));
}

type Aggregation = UsageQuestion['metric']['aggregation'];

/** What January came to. */
function measure(
  store: AccountStore,
  aggregation: Aggregation,
  more: Partial<UsageQuestion> = {},
): Promise<AggregatedUsage> {
  return store.transaction((transaction) =>
    measureUsage(transaction, {
      metric: { event_names: ['call'], aggregation },
      customer_ids: ['a'],
      group_by: ['model'],
      timeframe_start: '2026-01-01T00:00:00Z',
      timeframe_end: '2026-02-01T00:00:00Z',
      ...more,
    }),
  );
}

/** What January came to, altogether and by model. */
async function quantities(
  store: AccountStore,
  aggregation: Aggregation,
  more: Partial<UsageQuestion> = {},
): Promise<readonly string[]> {
  const usage = await measure(store, aggregation, more);
  return [usage.quantity, ...quantitiesOf(usage.groups)];
}

function quantitiesOf(parts: readonly { readonly quantity: string }[] | undefined): readonly string[] {
  return (parts ?? []).map(({ quantity }) => quantity);
}
