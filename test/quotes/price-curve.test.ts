import fc from 'fast-check';
import { definePriceModel, isBillingError, priceCurve, type PriceCurve, type PriceInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import cases from '../cases/quotes/price-curve.json' with { type: 'json' };
import { modelDescriptions } from '../../src/prices/index.js';
import type { ModelType } from '../../src/wire/index.js';
import { plainRates } from '../support/decimal-texts.js';
import { frozen } from '../support/frozen.js';
import { rateables, usageShapes } from '../support/price-arbitraries.js';
import { oracles, used } from '../support/price-oracles.js';
import { prepared } from '../support/prepared.js';
import { difference, nothing, order, product, rational, sum, whole, type Rational } from '../support/rational.js';
import { faultsOf } from '../support/refusal.js';

describe('a price curve in its straight parts', () => {
  it.each(cases)('$case', ({ price, span, context, segments, breakpoints }) => {
    const curve = priceCurve(frozen(price) as PriceInput, frozen(span), context ?? null);
    expect(curve.segments.map((s) => [s.from, s.to, s.cost_from, s.cost_to, s.marginal_rate])).toEqual(segments);
    expect(curve.breakpoints.map((b) => [b.quantity, b.kind, b.cost, b.average_rate])).toEqual(breakpoints);
    expect(curve.method).toBe('exact');
    expect(JSON.parse(JSON.stringify(curve))).toEqual(curve);
  });

  it('says of a jump what the cost is on both sides', () => {
    const tiers = [{ maximum_units: 50, unit_amount: '1.20' }, { unit_amount: '0.95' }];
    const { breakpoints } = priceCurve({ model_type: 'bulk', bulk_config: { tiers } }, { to: 60 });
    expect(breakpoints[1]).toEqual({
      quantity: '50',
      kind: 'jump',
      cost: '60',
      cost_before: '60',
      cost_after: '47.5',
      marginal_rate_before: '1.2',
      marginal_rate_after: '0.95',
      average_rate: '1.2',
      method: 'exact',
    });
  });

  it('says of a model of the caller what it could not resolve', () => {
    const step = definePriceModel<object, 'quantity'>({
      needs: 'quantity',
      // A jump that no bound states, at a third of the span.
      rate: ({ usage }) => ({ subtotal: Number(usage.quantity) * 3 > 100 ? '7' : '2', rows: [] }),
    });
    const price = { model_type: 'step', step_config: {} } as const;
    const curve = priceCurve(price, { to: 100 }, { custom_models: { step } });
    expect(curve.method).toBe('search');
    const narrow = curve.segments.filter(({ method }) => method === 'search');
    expect(narrow).toHaveLength(1);
    expect(Number(narrow[0]!.from)).toBeLessThanOrEqual(100 / 3);
    expect(Number(narrow[0]!.to) - Number(narrow[0]!.from)).toBeLessThan(1e-9);
  });
});

const models = (Object.keys(modelDescriptions) as ModelType[]).filter((model) =>
  ['quantity', 'groups'].includes(usageShapes[model]),
);

/** What the curve says of a quantity: its line, where the quantity lies inside a part. */
function readAt(
  { segments }: PriceCurve,
  quantity: Rational,
): { readonly cost: Rational; readonly slope: Rational } | null {
  const inside = segments.find(
    ({ from, to }) => order(rational(from), quantity) < 0 && order(quantity, rational(to)) < 0,
  );
  if (inside === undefined) return null;
  const [along, slope] = [difference(quantity, rational(inside.from)), rational(inside.marginal_rate)];
  return { slope, cost: sum([rational(inside.cost_from), product(slope, along)]) };
}

function digitsBehind(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

/** Bends are printed to twenty places, so that a line through one is off by as many times its slope. */
function isClose(a: Rational, b: Rational, slope: Rational): boolean {
  const { over, under } = difference(a, b);
  const steepness = sum([whole, { over: slope.over < 0n ? -slope.over : slope.over, under: slope.under }]);
  const closeness = product(rational('0.0000000000000001'), steepness);
  return order({ over: over < 0n ? -over : over, under }, closeness) < 0;
}

describe('the curve of any model is exact, and says what naive rational arithmetic says', () => {
  it.each(models)('%s', (model) => {
    const asked = fc.array(fc.integer({ min: 1, max: 99_999 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(rateables(model, plainRates), fc.integer({ min: 1, max: 300 }), asked, ({ price }, to, shares) => {
        const { plan } = prepared(price)!;
        const grouping_values = plan.shape === 'groups' ? plan.grouping_keys.map(() => 'eu') : undefined;
        const curve = unlessBeyond(() => priceCurve(price, { to, grouping_values }));
        if (curve === null) return;
        expect(curve.method).toBe('exact');
        const cost = (quantity: string): Rational => {
          const usage = grouping_values ? { groups: [{ grouping_values, quantity }] } : { quantity };
          return (oracles[model] as (config: unknown, usage: unknown, f: Rational) => Rational)(
            Reflect.get(price, `${model}_config`),
            used(usage),
            whole,
          );
        };
        for (const share of shares) {
          const quantity = ((share * to) / 100_000).toFixed(5);
          const read = readAt(curve, rational(quantity));
          if (read !== null) expect(isClose(read.cost, cost(quantity), read.slope)).toBe(true);
        }
        for (const { quantity, cost: told } of curve.breakpoints) {
          // A bend that was cut for printing is not the quantity that it stands for.
          if (digitsBehind(quantity) < 20) expect(isClose(rational(told), cost(quantity), nothing)).toBe(true);
        }
      }),
      { numRuns: 5 },
    );
  });
});

function unlessBeyond(ask: () => PriceCurve): PriceCurve | null {
  try {
    return ask();
  } catch (error) {
    if (isBillingError(error) && error.code === 'quantity_beyond_last_tier') return null;
    throw error;
  }
}

describe('what priceCurve refuses', () => {
  const unit: PriceInput = { model_type: 'unit', unit_config: { unit_amount: '1' } };
  const package_config = { package_amount: '1', package_size: 1 };

  it.each([
    ['a span without an end', unit, {}, ['missing_field options.to']],
    ['a span that is none', unit, { from: 5, to: 5 }, ['invalid_interval options.to']],
    ['a width, which is for pictures', unit, { to: 5, width: 640 }, ['invalid_type options.width']],
    ['an unknown model', { model_type: 'free' }, { to: 5 }, ['unknown_model_type price.model_type']],
    ['a billion packages', { model_type: 'package', package_config }, { to: 1e9 }, ['limit_exceeded options.to']],
    [
      'a price of events',
      { model_type: 'bps', bps_config: { bps: 80 } },
      { to: 5 },
      ['usage_shape_mismatch price.model_type'],
    ],
  ])('%s', (_, price, span, faults) => {
    expect(faultsOf(() => priceCurve(price as PriceInput, span as never))).toEqual(faults);
  });
});
