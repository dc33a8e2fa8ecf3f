import * as fc from 'fast-check';
import { drawPriceCurve, isBillingError, type PriceCurveOptions, type PriceInput, type RatingContext } from 'reckoner';
import { describe, expect, it } from 'vitest';
import refusals from '../cases/pictures/curve-refusals.json' with { type: 'json' };
import { modelDescriptions, type UsageShape } from '../../src/prices/index.js';
import type { ModelType } from '../../src/wire/index.js';
import { frozen } from '../support/frozen.js';
import { plainRates } from '../support/decimal-texts.js';
import { rateables, usageShapes } from '../support/price-arbitraries.js';
import { prepared } from '../support/prepared.js';
import { faultsOf } from '../support/refusal.js';
import { elementsOf, readXml, textOf, type XmlElement } from '../support/xml.js';

type Call = { readonly price: PriceInput; readonly options: PriceCurveOptions; readonly context?: RatingContext };

function draw({ price, options, context }: Call): readonly XmlElement[] {
  return elementsOf(readXml(drawPriceCurve(frozen(price), frozen(options), context)));
}

/** What a horizontal and a vertical axis of a picture turn pixels into, read from two of their ticks each. */
function scaleOf(elements: readonly XmlElement[]): (point: readonly [number, number]) => readonly number[] {
  const ticks = elements.flatMap((group) => {
    if (group.name !== 'text' || !/^[\d,.-]+$/.test(textOf(group))) return [];
    const value = Number(textOf(group).replaceAll(',', ''));
    const attribute = (name: string): number => Number(group.attributes.get(name));
    return [{ value, x: attribute('x'), y: attribute('y'), anchor: group.attributes.get('text-anchor') }];
  });
  const costs = ticks.filter(({ anchor }) => anchor === 'end').map(({ value, y }) => [value, y - 4] as const);
  const lowest = Math.max(...ticks.map(({ y }) => y));
  const quantities = ticks.filter(({ y }) => y === lowest).map(({ value, x }) => [value, x] as const);
  const inverse = ([from, to]: readonly (readonly [number, number])[]) => {
    const [[a, at], [b, end]] = [from!, to!];
    return (pixel: number): number => a + ((pixel - at) / (end - at)) * (b - a);
  };
  const [across, up] = [inverse(quantities), inverse(costs)];
  return ([x, y]) => [across(x), up(y)];
}

/** The pieces of a curve, in quantities and costs; a piece of one point is a dot without a note. */
function piecesOf(elements: readonly XmlElement[]): readonly (readonly (readonly number[])[])[] {
  const valueOf = scaleOf(elements);
  return elements.flatMap(({ name, attributes, contents }) => {
    if (name === 'circle' && contents.length === 0) {
      return [[valueOf([Number(attributes.get('cx')), Number(attributes.get('cy'))])]];
    }
    if (name !== 'path') return [];
    const points = attributes.get('d')!.slice(1).split('L');
    return [points.map((point) => valueOf(point.split(' ').map(Number) as [number, number]))];
  });
}

function rounded(pieces: ReturnType<typeof piecesOf>): readonly (readonly (readonly number[])[])[] {
  return pieces.map((piece) => piece.map((point) => point.map((value) => Math.round(value * 10) / 10 + 0)));
}

const tiers = [
  { first_unit: 0, last_unit: 10, unit_amount: '4.00' },
  { first_unit: 10, last_unit: 25, unit_amount: '3.25' },
  { first_unit: 25, last_unit: null, unit_amount: '2.50' },
];
const tiered: PriceInput = { name: 'Seats', model_type: 'tiered', currency: 'USD', tiered_config: { tiers } };

describe('a price curve', () => {
  it('bends at the bounds of tiers, and is two points where it is straight', () => {
    // 10 × 4 = 40; 40 + 15 × 3.25 = 88.75; 88.75 + 15 × 2.5 = 126.25.
    expect(rounded(piecesOf(draw({ price: tiered, options: { to: 40 } })))).toEqual([
      [
        [0, 0],
        [10, 40],
        [25, 88.8],
        [40, 126.3],
      ].map(([quantity, cost]) => [quantity!, expect.closeTo(cost!, 0)]),
    ]);
    const unit: PriceInput = { model_type: 'unit', unit_config: { unit_amount: '3' } };
    expect(rounded(piecesOf(draw({ price: unit, options: { from: '10', to: '30' } })))).toEqual([
      [
        [10, 30],
        [30, 90],
      ],
    ]);
  });

  it('jumps where rates fall on all units: a bound belongs to the lower tier (D17)', () => {
    const bulk_config = { tiers: [{ maximum_units: 50, unit_amount: '1.20' }, { unit_amount: '0.80' }] };
    // 50 × 1.20 = 60; beyond, 50 × 0.80 = 40; 100 × 0.80 = 80.
    expect(rounded(piecesOf(draw({ price: { model_type: 'bulk', bulk_config }, options: { to: 100 } })))).toEqual([
      [
        [0, 0],
        [50, 60],
      ],
      [
        [50, 40],
        [100, 80],
      ],
    ]);
  });

  it('steps at every package, from the first unit on (L15)', () => {
    const price: PriceInput = { model_type: 'package', package_config: { package_amount: '5', package_size: 10 } };
    expect(rounded(piecesOf(draw({ price, options: { to: 30 } })))).toEqual([
      [[0, 0]],
      [
        [0, 5],
        [10, 5],
      ],
      [
        [10, 10],
        [20, 10],
      ],
      [
        [20, 15],
        [30, 15],
      ],
    ]);
  });

  it('goes through the ends of packages that are too narrow to be told apart, and says so', () => {
    const price: PriceInput = { model_type: 'package', package_config: { package_amount: '5', package_size: 10 } };
    const elements = draw({ price, options: { to: 100_000 } });
    expect(rounded(piecesOf(elements))).toEqual([
      [
        [0, 0],
        [expect.closeTo(100_000, -2), 50_000],
      ],
    ]);
    expect(textOf(elements.find(({ name }) => name === 'desc')!)).toMatch(/too narrow to be told apart/);
  });

  it('finds bends that no bound tells of to less than a pixel: where a minimum ends', () => {
    const rows = [{ tier_lower_bound: '0', unit_amount: '0.60', minimum_amount: '30' }];
    const price: PriceInput = { model_type: 'tiered_with_minimum', tiered_with_minimum_config: { tiers: rows } };
    const [nothing, piece] = piecesOf(draw({ price, options: { to: 100 } }));
    expect(nothing).toEqual([[0, 0]]);
    // The minimum of 30 is reached at 30 / 0.60 = 50.
    for (const [quantity, cost] of piece!) {
      expect(Math.abs(cost! - Math.max(30, 0.6 * quantity!)), String(quantity)).toBeLessThan(0.2);
    }
    expect(piece!.some(([quantity]) => Math.abs(quantity! - 50) < 0.3)).toBe(true);
  });

  it('is drawn over the one group that the options name, with the tiers of that group', () => {
    const rows = ['a', 'b'].flatMap((dimension_value, at) => [
      { dimension_value, tier_lower_bound: '0', unit_amount: '2' },
      { dimension_value, tier_lower_bound: String(10 + at), unit_amount: '1' },
    ]);
    const config = { dimension: 'model', default_unit_amount: '3', tiers: rows };
    const price: PriceInput = { model_type: 'grouped_tiered_matrix', grouped_tiered_matrix_config: config };
    const notes = (value: string): readonly string[] =>
      draw({ price, options: { to: 20, grouping_values: [value] } })
        .filter(({ name }) => name === 'title')
        .map(textOf);
    expect(notes('a')).toEqual(['grouped_tiered_matrix', 'at 10: 20']);
    expect(notes('b')).toEqual(['grouped_tiered_matrix', 'at 11: 22']);
    expect(notes('c')).toEqual(['grouped_tiered_matrix']);
  });

  it('says in words what it shows, in exact amounts', () => {
    const elements = draw({ price: tiered, options: { to: 40 } });
    expect(textOf(elements.find(({ name }) => name === 'desc')!)).toBe(
      'Cost of Seats against quantity: at 0: 0; at 10: 40; at 25: 88.75; at 40: 126.25.',
    );
    const words = elements.filter(({ name }) => name === 'text').map(textOf);
    for (const text of ['Seats', 'tiered', 'cost, USD', 'quantity']) expect(words).toContain(text);
  });

  it('takes a part of a period, and models of the caller', () => {
    const fraction = { numerator: 1, denominator: 2 };
    const prorated: PriceInput = {
      model_type: 'unit_with_proration',
      unit_with_proration_config: { unit_amount: '4' },
    };
    const half = draw({ price: prorated, options: { to: 10 }, context: { fraction } });
    expect(rounded(piecesOf(half)).at(-1)!.at(-1)).toEqual([10, 20]);
    const flat = {
      needs: 'quantity',
      rate: ({ usage }: { usage: { quantity: string } }) => ({
        subtotal: Number(usage.quantity) > 4 ? 9 : 3,
        rows: [],
      }),
    } as const;
    const svg = drawPriceCurve({ model_type: 'flat', flat_config: {} }, { to: 8 }, { custom_models: { flat } });
    expect(rounded(piecesOf(elementsOf(readXml(svg)))).map((piece) => piece.map(([, cost]) => cost))).toEqual([
      [3, 3],
      [9, 9],
    ]);
  });
});

const curved: readonly UsageShape[] = ['quantity', 'groups'];
const models = (Object.keys(modelDescriptions) as ModelType[]).filter((model) => curved.includes(usageShapes[model]));

describe('any price that has a curve', () => {
  it.each(models)('is drawn as the same well-formed picture twice, or refused: %s', (model) => {
    fc.assert(
      fc.property(rateables(model, plainRates), fc.integer({ min: 1, max: 500 }), ({ price }, to) => {
        const { plan } = prepared(price)!;
        const keys = plan.shape === 'groups' ? plan.grouping_keys : [];
        const options = { to, ...(keys.length > 0 && { grouping_values: keys.map(() => 'eu') }) };
        const drawn = (): string => {
          try {
            return drawPriceCurve(price, options);
          } catch (error) {
            if (!isBillingError(error)) throw error;
            return error.code;
          }
        };
        const svg = drawn();
        expect(drawn()).toBe(svg);
        if (svg === 'quantity_beyond_last_tier') return;
        expect(svg).toMatch(/^<svg /);
        expect(svg).not.toMatch(/NaN|Infinity/);
        expect(piecesOf(elementsOf(readXml(svg))).length).toBeGreaterThan(0);
      }),
      { numRuns: 4 },
    );
  });

  it('keeps its name text', () => {
    const name = '</text><script>alert(1)</script>" onload="x';
    const names = new Set(draw({ price: { ...tiered, name }, options: { to: 40 } }).map((element) => element.name));
    expect([...names].sort()).toEqual(['circle', 'desc', 'g', 'line', 'path', 'rect', 'style', 'svg', 'text', 'title']);
  });
});

describe('what drawPriceCurve refuses', () => {
  it.each(refusals)('$case', ({ price, options, faults }) => {
    const call = (): string => drawPriceCurve(frozen(price) as unknown as PriceInput, frozen(options) as never);
    expect(faultsOf(call)).toEqual(faults);
  });

  it('more bounds than can be told apart', () => {
    const rows = Array.from({ length: 1000 }, (_, at) => ({ tier_lower_bound: String(at), unit_amount: '1' }));
    const price: PriceInput = {
      model_type: 'tiered_with_proration',
      tiered_with_proration_config: { tiers: rows },
    };
    expect(faultsOf(() => drawPriceCurve(price, { to: 1000 }))).toEqual(['limit_exceeded options.to']);
    expect(draw({ price, options: { to: 100 } })[0]!.name).toBe('svg');
  });
});
