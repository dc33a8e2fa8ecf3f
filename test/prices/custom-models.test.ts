import { checkPrice, definePriceModel, explain, preparePrice, ratePrice, renderExplanation } from 'reckoner';
import { Big } from 'big.js';
import { describe, expect, it } from 'vitest';
import { expectToAddUp } from '../support/explanation-law.js';
import { frozen } from '../support/frozen.js';
import { refusal } from '../support/refusal.js';

type Tier = { readonly upper: string | null; readonly rate: string; readonly cap: string };

/** Tiers with a cap each: 0–20 at 5 capped at 50; 20–100 at 3 capped at 100; above at 2 capped at 300. */
const capped = definePriceModel<{ readonly tiers: readonly Tier[] }, 'quantity'>({
  needs: 'quantity',
  rate({ config, usage }) {
    let lower = new Big(0);
    const rows = config.tiers.flatMap(({ upper, rate, cap }) => {
      const start = lower;
      const end = upper === null || new Big(usage.quantity).lt(upper) ? new Big(usage.quantity) : new Big(upper);
      lower = end;
      if (end.lte(start)) return [];
      const gross = end.minus(start).times(rate);
      const amount = gross.gt(cap) ? new Big(cap) : gross;
      return [{ name: `Over ${start.toFixed()}`, quantity: end.minus(start).toFixed(), amount: amount.toFixed() }];
    });
    return { subtotal: rows.reduce((sum, row) => sum.plus(row.amount), new Big(0)).toFixed(), rows };
  },
});

const price = frozen({
  model_type: 'capped_tiers',
  capped_tiers_config: {
    tiers: [
      { upper: '20', rate: '5', cap: '50' },
      { upper: '100', rate: '3', cap: '100' },
      { upper: null, rate: '2', cap: '300' },
    ],
  },
} as const);
const custom_models = { capped_tiers: capped };

const one = { model_type: 'one', one_config: {} } as const;
const rateOne = (returned: unknown, needs: unknown = 'quantity') =>
  ratePrice(one, { quantity: 1 }, { custom_models: { one: { needs, rate: () => returned } as never } });

describe('§2.2 custom models', () => {
  it.each([
    ['4', '20', 'below the first cap: 4 × 5'],
    ['10', '50', 'at the first cap: 10 × 5'],
    ['20', '50', 'beyond it: 100 capped at 50'],
    ['30.5', '81.5', '50 + 10.5 × 3'],
    ['100', '150', '50 + 240 capped at 100'],
    ['200', '350', '150 + 100 × 2'],
    ['1000000000000000000', '450', '150 + 300'],
    ['0', '0', 'nothing used'],
  ])('%s units cost %s: %s', (quantity, subtotal) => {
    const rated = ratePrice(price, { quantity }, { custom_models });
    expect(rated.subtotal).toBe(subtotal);
    expect(preparePrice(price, { custom_models }).rate({ quantity })).toEqual(rated);
    expectToAddUp(explain(rated));
  });

  it('are explained like the models that are built in', () => {
    const rated = ratePrice(price, { quantity: '30.5' }, { custom_models });
    expect(renderExplanation(explain(rated))).toContain('capped_tiers price for a quantity of 30.5');
    expect(rated.sub_line_items.map(({ name, type }) => [name, type])).toEqual([
      ['Over 0', 'group'],
      ['Over 20', 'group'],
    ]);
  });

  it('get what they need: merged and sorted groups, or events', () => {
    const seen: unknown[] = [];
    const rate = ({ usage }: { usage: unknown }) => {
      seen.push(usage);
      return { subtotal: 0, rows: [] };
    };
    const groups = ['b', 'a', 'b'].map((value) => ({ grouping_values: [value], quantity: 1 }));
    ratePrice(one, { groups }, { custom_models: { one: { needs: ['region'], rate } } });
    ratePrice(
      one,
      { events: [{ quantity: '1.50', timestamp: '2026-01-01T01:00:00+01:00' }] },
      { custom_models: { one: { needs: 'events', rate } } },
    );
    expect(seen).toEqual([
      {
        groups: [
          { grouping_values: ['a'], quantity: '1' },
          { grouping_values: ['b'], quantity: '2' },
        ],
      },
      {
        events: [{ properties: {}, quantity: '1.5', timestamp: '2026-01-01T00:00:00+00:00', idempotency_key: null }],
      },
    ]);
  });

  it('are given the fraction, except for a fixed price, which is scaled after', () => {
    const shares: unknown[] = [];
    const rate = ({ fraction }: { fraction: unknown }) => {
      shares.push(fraction);
      return { subtotal: '10', rows: [] };
    };
    const context = {
      custom_models: { one: { needs: 'quantity', rate } as const },
      fraction: { numerator: 1, denominator: 2 },
    };
    expect(ratePrice(one, { quantity: 1 }, context).subtotal).toBe('10');
    expect(ratePrice(one, null, context).subtotal).toBe('5');
    expect(shares).toEqual([{ numerator: '1', denominator: '2' }, null]);
  });

  it.each([
    ['rows that do not add up', { subtotal: '2', rows: [{ name: 'A', quantity: 1, amount: '1' }] }],
    ['no subtotal', { rows: [] }],
    ['no rows', { subtotal: '1' }],
    ['a row without a name', { subtotal: '1', rows: [{ quantity: 1, amount: '1' }] }],
    ['a row that is a hole', { subtotal: '1', rows: Array.from({ length: 1 }) }],
    [
      'a group of objects',
      { subtotal: '1', rows: [{ name: 'A', quantity: 1, amount: 1, grouping: { key: 'k', value: {} } }] },
    ],
    ['an amount that is no number', { subtotal: 'one', rows: [] }],
    ['nothing', undefined],
    ['a promise', Promise.resolve({ subtotal: '1', rows: [] })],
  ])('that return %s are refused', (_what, returned) => {
    const error = refusal(() => rateOne(returned));
    expect([error.code, error.issues[0]?.path]).toEqual(['custom_model_invalid', 'context.custom_models.one']);
  });

  it.each([[undefined], ['groups'], [[]], [['']], [[1]]])('that need %j are refused', (needs) => {
    expect(refusal(() => rateOne({ subtotal: '1', rows: [] }, needs ?? null)).code).toBe('custom_model_invalid');
  });

  it('cannot replace a model that is built in', () => {
    const unit = { needs: 'quantity', rate: () => ({ subtotal: '0', rows: [] }) } as const;
    const price_of_unit = { model_type: 'unit', unit_config: { unit_amount: '1' } } as const;
    const error = refusal(() => ratePrice(price_of_unit, { quantity: 1 }, { custom_models: { unit } }));
    expect(error.code).toBe('custom_model_invalid');
  });

  it('are unknown where they are not passed, and checked where they are', () => {
    expect(checkPrice(price).map(({ code }) => code)).toEqual(['unknown_model_type']);
    expect(checkPrice(price, { custom_models })).toEqual([]);
    expect(refusal(() => ratePrice(price, { quantity: 1 }, { custom_models: {} })).code).toBe('unknown_model_type');
  });
});
