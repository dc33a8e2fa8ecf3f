import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import {
  comparePlans,
  simulate,
  type PriceInput,
  type SimulatedCustomer,
  type SimulatedOutcome,
  type SimulateInput,
} from 'reckoner';
import { describe, expect, it } from 'vitest';
import { countValue, emptyDistribution, percentilesOf } from '../../src/quotes/index.js';
import { formatDecimal, parseDecimal } from '../../src/decimal/index.js';
import { frozen } from '../support/frozen.js';
import { refusal } from '../support/refusal.js';

const price = { id: 'calls', name: 'Calls', billable_metric_id: 'calls', model_type: 'unit' } as const;
const fee: PriceInput = { id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '20.00' } };

const change = {
  current: { prices: [{ ...price, unit_config: { unit_amount: '0.10' } }] },
  proposed: { prices: [{ ...price, unit_config: { unit_amount: '0.08' } }, fee] },
  start_date: '2026-01-01',
  periods: 1,
} as const;

function user(
  id: string,
  quantity: number | string,
  more: Partial<SimulatedCustomer> & { readonly metadata?: object } = {},
): SimulatedCustomer {
  const { metadata = {}, ...rest } = more;
  return {
    customer: { id, currency: 'USD', metadata: metadata as Record<string, string> },
    usage: { calls: { quantity } },
    ...rest,
  };
}

// 0.10 q now, 0.08 q + 20 then: +18, 0, −80, and nothing used: +20.
const customers = [user('small', 100), user('even', 1000), user('large', 5000), user('idle', 0)];

async function refusalOf(input: unknown): Promise<string[]> {
  try {
    await simulate(input as SimulateInput);
  } catch (error) {
    return refusal(() => {
      throw error;
    }).issues.map(({ code, path }) => `${code} ${path}`);
  }
  throw new Error('expected a refusal');
}

describe('a simulation', () => {
  it('tells what customers pay now and then, who wins and who loses', async () => {
    const told: SimulatedOutcome[] = [];
    const result = await simulate({
      ...frozen(change),
      customers: frozen(customers),
      onCustomer: (outcome) => void told.push(outcome),
    });
    expect(result).toMatchObject({
      complete: true,
      currency: 'USD',
      customers: 4,
      unchanged: 1,
      failed: { customers: 0, first: [] },
    });
    // 10 + 100 + 500 + 0 against 28 + 100 + 420 + 20; −42 ÷ 610 = −0.0688524…
    expect(result.revenue).toEqual({
      current: '610.00',
      proposed: '568.00',
      charged: '568.00',
      change: '-42.00',
      change_ratio: '-0.068852',
    });
    expect(result.winners).toMatchObject({
      customers: 1,
      change: '-80.00',
      largest: [{ customer_id: 'large', change: '-80.00' }],
    });
    expect(result.losers.largest.map(({ customer_id, change: by }) => [customer_id, by])).toEqual([
      ['idle', '20.00'],
      ['small', '18.00'],
    ]);
    expect(told.map(({ customer_id }) => customer_id)).toEqual(['small', 'even', 'large', 'idle']);
    // Nearest rank over −80, 0, 18, 20: the half is the second, three quarters the third.
    const at = new Map(result.distribution.percentiles.map(({ percentile, change: by }) => [percentile, by]));
    expect([0, 25, 50, 75, 90, 100].map((percentile) => at.get(percentile))).toEqual([
      '-80.00',
      '-80.00',
      '0.00',
      '18.00',
      '20.00',
      '20.00',
    ]);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  it('computes every customer as comparePlans does', async () => {
    const told: SimulatedOutcome[] = [];
    await simulate({ ...change, customers, onCustomer: (outcome) => void told.push(outcome) });
    const compared = customers.map(({ customer, usage }) => {
      const offers = [
        { id: 'current', ...change.current },
        { id: 'proposed', ...change.proposed },
      ];
      return comparePlans({ customer, usage, start_date: change.start_date, periods: 1, offers }).total.amounts.map(
        ({ amount }) => amount,
      );
    });
    expect(told.map(({ current, proposed }) => [current, proposed])).toEqual(compared);
  });

  it('does not depend on the order of customers, nor on how they come', async () => {
    async function* streamed() {
      for (const customer of [...customers].reverse()) {
        await pause(0);
        yield customer;
      }
    }
    expect(await simulate({ ...change, customers: streamed() })).toEqual(await simulate({ ...change, customers }));
  });

  it('keeps the current prices of those a rule names, by the first rule that holds', async () => {
    const old = user('old', 100, { subscribed_since: '2024-05-01' });
    const partner = user('partner', 0, { metadata: { tier: 'partner' } });
    const result = await simulate({
      ...change,
      customers: [...customers, old, partner],
      grandfathering: [
        { name: 'named', customer_ids: ['small'] },
        { name: 'early', subscribed_before: '2025-01-01' },
        { name: 'partners', metadata: { tier: 'partner' } },
        { name: 'shock', increase_above: '0.10' },
      ],
    });
    expect(result.kept).toEqual([
      { rule: 'named', customers: 1 },
      { rule: 'early', customers: 1 },
      { rule: 'partners', customers: 1 },
      // Who pays nothing now is spared any increase.
      { rule: 'shock', customers: 1 },
    ]);
    expect([result.revenue.charged, result.losers.customers, result.winners.customers, result.unchanged]).toEqual([
      '540.00',
      0,
      1,
      5,
    ]);
  });

  it('counts and lists who cannot be computed, and goes on', async () => {
    const broken = [
      user('negative', -1),
      { customer: { id: 'unstated', currency: 'USD' } },
      null as never,
      user('euro', 1),
    ];
    const euro = { ...broken[3]!, customer: { id: 'euro', currency: 'EUR' } };
    const result = await simulate({
      ...change,
      customers: [customers[0]!, ...broken.slice(0, 3), euro, customers[1]!],
    });
    expect(result.customers).toBe(2);
    expect(result.failed.customers).toBe(4);
    expect(result.failed.first.map(({ customer_id, code }) => [customer_id, code])).toEqual([
      ['negative', 'negative_quantity'],
      ['unstated', 'missing_field'],
      [null, 'missing_field'],
      ['euro', 'mixed_currencies'],
    ]);
  });

  it('is over at once, without anybody', async () => {
    const result = await simulate({ ...change, customers: [] });
    expect(result).toMatchObject({
      complete: true,
      currency: null,
      customers: 0,
      distribution: { percentiles: [] },
      revenue: { change_ratio: null },
    });
  });
});

describe('an aborted simulation', () => {
  it('returns what was finished, and says so', async () => {
    const stop = new AbortController();
    let asked = 0;
    const result = await simulate({
      ...change,
      customers: (function* () {
        for (; ; asked += 1) yield user(`c${asked}`, 100);
      })(),
      signal: stop.signal,
      onProgress: ({ customers: done }) => {
        if (done === 3) stop.abort();
      },
    });
    expect(result).toMatchObject({ complete: false, customers: 3, revenue: { current: '30.00' } });
    expect(asked).toBeLessThanOrEqual(3);
  });

  it('does not wait for a source that never answers', async () => {
    const stop = new AbortController();
    let isClosed = false;
    const silent = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<never>(() => undefined),
        return: () => {
          isClosed = true;
          return new Promise<never>(() => undefined);
        },
      }),
    };
    const running = simulate({ ...change, customers: silent, signal: stop.signal });
    await pause(5);
    stop.abort();
    expect(await running).toMatchObject({ complete: false, customers: 0 });
    expect(isClosed).toBe(true);
  });

  it('computes nobody if it was aborted before', async () => {
    expect(await simulate({ ...change, customers, signal: AbortSignal.abort() })).toMatchObject({
      complete: false,
      customers: 0,
    });
  });
});

describe('what simulate refuses before the first customer', () => {
  it.each([
    ['no customers', { customers: undefined }, ['missing_field customers']],
    ['customers that are none', { customers: 5 }, ['invalid_type customers']],
    [
      'an unknown model',
      { proposed: { prices: [{ id: 'x', model_type: 'free' }] } },
      ['unknown_model_type proposed.prices[0].model_type'],
    ],
    ['a list without prices', { current: {} }, ['missing_field ']],
    ['a billion periods', { periods: 1e9 }, ['horizon_exceeded periods']],
    ['a rule that states nothing', { grandfathering: [{ name: 'all' }] }, ['missing_field grandfathering[0].name']],
    [
      'a rule of no day',
      { grandfathering: [{ name: 'x', subscribed_before: 'once' }] },
      ['invalid_instant grandfathering[0].subscribed_before'],
    ],
    ['a field that is not known', { concurrency: 4 }, ['invalid_type concurrency']],
  ])('%s', async (_, more, faults) => {
    expect(await refusalOf({ ...change, customers, ...more })).toEqual(faults);
  });

  it('lets through what the source throws', async () => {
    const failing = (async function* () {
      yield await Promise.resolve(customers[0]!);
      throw new Error('the file ended early');
    })();
    await expect(simulate({ ...change, customers: failing })).rejects.toThrow('the file ended early');
  });
});

describe('the distribution of changes', () => {
  it('tells percentiles as sorting tells them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 60 }), (cents) => {
        const distribution = emptyDistribution();
        for (const cent of cents) countValue(distribution, parseDecimal((cent / 100).toFixed(2)));
        const sorted = [...cents].sort((a, b) => a - b);
        const expected = [0, 10, 50, 99, 100].map(
          (p) => sorted[Math.max(1, Math.ceil((p * sorted.length) / 100)) - 1]! / 100,
        );
        expect(percentilesOf(distribution, [0, 10, 50, 99, 100]).map((value) => Number(formatDecimal(value)))).toEqual(
          expected,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('stays small over very many different values, whatever their order', () => {
    const values = Array.from({ length: 60_000 }, (_, at) => ((at * 7919) % 60_000) * 17 + 1);
    const fill = (list: readonly number[]) => {
      const distribution = emptyDistribution();
      for (const value of list) countValue(distribution, parseDecimal(String(value)));
      return distribution;
    };
    const [up, down] = [fill(values), fill([...values].reverse())];
    expect(up.counts.size).toBeLessThanOrEqual(20_000);
    expect(down).toEqual(up);
    const [median] = percentilesOf(up, [50]).map((value) => Number(formatDecimal(value)));
    // The true median is 29999 × 17 + 1 = 509984, cut to the digits that are left.
    expect(median).toBe(Math.floor(509_984 / 10 ** (6 - up.digits!)) * 10 ** (6 - up.digits!));
  });
});
