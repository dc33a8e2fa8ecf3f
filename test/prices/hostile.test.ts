import { Big } from 'big.js';
import { checkPrice, ratePrice, type PriceInput, type RatingContext, type UsageInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { quickestOf } from '../support/quickest.js';
import { refusal } from '../support/refusal.js';

const megabyte = '9'.repeat(1_000_000);
const unit = { model_type: 'unit', unit_config: { unit_amount: '2' } };
const matrix = {
  model_type: 'matrix',
  matrix_config: {
    dimensions: ['region'],
    default_unit_amount: '1',
    matrix_values: [{ dimension_values: ['eu'], unit_amount: '2' }],
  },
};
const tiersOf = (tiers: unknown) => ({ model_type: 'tiered', tiered_config: { tiers } });
const unitOf = (unit_amount: unknown) => ({ model_type: 'unit', unit_config: { unit_amount } });
const one = { quantity: 1 };

function cyclic(): Record<string, unknown> {
  const value: Record<string, unknown> = { model_type: 'tiered' };
  value['tiered_config'] = value;
  value['tiers'] = [value];
  return value;
}

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

type Attempt = readonly [name: string, code: string, price: unknown, usage?: unknown, context?: unknown];

const prices: readonly Attempt[] = [
  ['nothing', 'missing_field', undefined],
  ['null', 'missing_field', null],
  ['a text', 'invalid_type', 'unit'],
  ['a megabyte of text', 'invalid_type', megabyte],
  ['a function', 'invalid_type', () => unit],
  ['a symbol', 'invalid_type', Symbol('unit')],
  ['a bigint', 'invalid_type', 10n],
  ['a list', 'invalid_type', [unit]],
  ['a map', 'missing_field', new Map(Object.entries(unit))],
  ['a model type of a megabyte', 'unknown_model_type', { ...unit, model_type: megabyte }],
  ['a model type that is an object', 'unknown_model_type', { ...unit, model_type: { toString: () => 'unit' } }],
  ['a model type __proto__', 'unknown_model_type', { ...unit, model_type: '__proto__' }],
  ['a price type of a megabyte', 'invalid_type', { ...unit, price_type: megabyte }],
  ['a config that is a list', 'invalid_type', { model_type: 'unit', unit_config: [unit.unit_config] }],
  ['a config that is a date', 'missing_field', { model_type: 'unit', unit_config: new Date(0) }],
  ['a rate of a megabyte', 'invalid_decimal', unitOf(megabyte)],
  ['a rate with a huge exponent', 'invalid_decimal', unitOf('1e100000000')],
  ['a rate beyond doubles', 'invalid_decimal', unitOf(JSON.parse('1e400'))],
  ['a rate beyond the digits', 'invalid_decimal', unitOf(1e300)],
  ['a rate below the digits', 'invalid_decimal', unitOf(1e-300)],
  ['a rate that is NaN', 'invalid_decimal', unitOf(Number.NaN)],
  ['a rate that is a Number object', 'invalid_type', unitOf(Object(2))],
  ['a rate that is a String object', 'invalid_type', unitOf(Object('2'))],
  ['a rate that prints a megabyte', 'invalid_decimal', unitOf({ toFixed: () => megabyte })],
  [
    'a rate that fails to print',
    'invalid_type',
    unitOf({
      toFixed: () => {
        throw new RangeError('no');
      },
    }),
  ],
  ['a rate that is deeply nested', 'invalid_type', unitOf(nested(100_000))],
  [
    'a rate under the prototype',
    'missing_field',
    { model_type: 'unit', unit_config: Object.create({ unit_amount: '1' }) },
  ],
  [
    'a rate under a key __proto__',
    'missing_field',
    JSON.parse('{"model_type":"unit","unit_config":{"__proto__":{"unit_amount":"1"}}}'),
  ],
  ['a document that holds itself', 'missing_field', cyclic()],
  ['tiers that hold themselves', 'missing_field', { model_type: 'tiered', tiered_config: cyclic() }],
  ['a million tiers', 'limit_exceeded', tiersOf(Array.from({ length: 1_000_000 }, () => ({ first_unit: 0 })))],
  ['tiers that are all holes', 'missing_field', tiersOf(sparse(3))],
  ['a list of a billion holes', 'limit_exceeded', tiersOf(sparse(1_000_000_000))],
  ['tiers that are a typed array', 'invalid_type', tiersOf(new Float64Array(3))],
  ['tiers that only look like a list', 'invalid_type', tiersOf({ length: 1, 0: {} })],
  ['tiers that are lists', 'invalid_type', tiersOf(nested(5))],
  [
    'a million cells',
    'limit_exceeded',
    { ...matrix, matrix_config: { ...matrix.matrix_config, matrix_values: sparse(1_000_000) } },
  ],
  [
    'dimensions with a hole',
    'invalid_price_config',
    { ...matrix, matrix_config: { ...matrix.matrix_config, dimensions: sparse(2) } },
  ],
];

const usages: readonly Attempt[] = [
  ['a number', 'invalid_type', unit, 5],
  ['a list', 'invalid_type', unit, [{ quantity: 5 }]],
  ['a quantity of a megabyte', 'invalid_decimal', unit, { quantity: megabyte }],
  ['a quantity that is NaN', 'invalid_decimal', unit, { quantity: Number.NaN }],
  ['a quantity that is Infinity', 'invalid_decimal', unit, { quantity: Infinity }],
  ['a quantity that is a bigint', 'invalid_type', unit, { quantity: 5n }],
  ['a quantity that is true', 'invalid_type', unit, { quantity: true }],
  ['a quantity in a list', 'invalid_type', unit, { quantity: ['5'] }],
  ['a quantity under a key __proto__', 'usage_shape_mismatch', unit, JSON.parse('{"__proto__":{"quantity":5}}')],
  ['groups that are a text', 'invalid_type', matrix, { groups: megabyte }],
  ['groups with a hole', 'missing_field', matrix, { groups: sparse(2) }],
  ['a group that is a text', 'invalid_type', matrix, { groups: ['eu'] }],
  ['a value that is NaN', 'invalid_type', matrix, { groups: [{ grouping_values: [Number.NaN], quantity: 1 }] }],
  ['a value that is an object', 'invalid_type', matrix, { groups: [{ grouping_values: [cyclic()], quantity: 1 }] }],
  ['a value that is a symbol', 'invalid_type', matrix, { groups: [{ grouping_values: [Symbol('eu')], quantity: 1 }] }],
  ['values with a hole', 'invalid_type', matrix, { groups: [{ grouping_values: sparse(1), quantity: 1 }] }],
  ['values that are a text', 'invalid_type', matrix, { groups: [{ grouping_values: 'e', quantity: 1 }] }],
  [
    'a hundred thousand values',
    'usage_shape_mismatch',
    matrix,
    { groups: [{ grouping_values: Array.from({ length: 100_000 }, () => 'eu'), quantity: 1 }] },
  ],
];

const contexts: readonly Attempt[] = [
  ['a text', 'invalid_type', unit, one, 'half'],
  ['a list', 'invalid_type', unit, one, []],
  ['a misspelt key', 'invalid_type', unit, one, { fractoin: { numerator: 1, denominator: 2 } }],
  ['a fraction that is a number', 'invalid_type', unit, one, { fraction: 0.5 }],
  ['a fraction that is a list', 'invalid_type', unit, one, { fraction: [1, 2] }],
  ['a fraction of NaN', 'invalid_decimal', unit, one, { fraction: { numerator: Number.NaN, denominator: 1 } }],
  ['policies that are a list', 'invalid_type', unit, one, { policies: [] }],
  ['a policy __proto__', 'unknown_policy', unit, one, { policies: JSON.parse('{"__proto__":{"rounding":"half_up"}}') }],
  ['a policy of a megabyte', 'unknown_policy', unit, one, { policies: { rounding: megabyte } }],
];

describe.each([
  ['price', prices],
  ['usage', usages],
  ['context', contexts],
] as const)('a hostile %s is refused at once, with a code', (_subject, attempts) => {
  it.each(attempts)('%s: %s', (_name, code, price, usage = one, context) => {
    const call = () => ratePrice(price as PriceInput, usage as UsageInput, context as RatingContext);
    const error = refusal(call);
    expect(quickestOf(3, () => refusal(call))).toBeLessThan(50);
    expect(error.code).toBe(code);
    expect(error.detail.length).toBeLessThan(3_000);
    const inPrice = error.issues[0]?.path.startsWith('price') ?? false;
    const found = checkPrice(price).filter((issue) => issue.severity === 'error');
    expect(found).toEqual(inPrice ? error.issues : []);
  });
});

describe('what looks hostile and is not', () => {
  it('a document that holds itself where nothing is read', () => {
    const price: Record<string, unknown> = { ...unit };
    price['metadata'] = price;
    expect(ratePrice(price as PriceInput, one).subtotal).toBe('2');
  });

  it("an object of the caller's own decimal library", () => {
    expect(ratePrice(unitOf(new Big('0.1')) as unknown as PriceInput, { quantity: 3 }).subtotal).toBe('0.3');
  });

  it('group values of a megabyte, and a hundred thousand groups', () => {
    const groups = Array.from({ length: 100_000 }, (_, at) => ({ grouping_values: [`g${at}`], quantity: '1' }));
    const long = { grouping_values: [megabyte], quantity: '1' };
    expect(ratePrice(matrix as PriceInput, { groups: [...groups, long] }).subtotal).toBe('100001');
  });

  it('null for what may be left out', () => {
    expect(ratePrice(unit as PriceInput, null, null).subtotal).toBe('2');
    expect(ratePrice(unit as PriceInput, one, { fraction: null, policies: undefined }).subtotal).toBe('2');
  });

  it("an error of the caller's own getter, which reaches the caller as it is", () => {
    const failure = new Error('the lazy column could not be loaded');
    const config = {
      get unit_amount(): string {
        throw failure;
      },
    };
    expect(() => ratePrice({ model_type: 'unit', unit_config: config }, one)).toThrow(failure);
  });
});

describe('§2.1 checkPrice', () => {
  it('warns of every key that the model does not know, wherever it stands, in the order of the document', () => {
    const tiers = [{ first_unit: 0, last_unit: null, unit_amount: '1', flat_amount: '5' }];
    const price = { model_type: 'tiered', tiered_config: { tiers, unit_amount: '1' } };
    expect(checkPrice(price).map(({ path, severity }) => [path, severity])).toEqual([
      ['price.tiered_config.unit_amount', 'warning'],
      ['price.tiered_config.tiers[0].flat_amount', 'warning'],
    ]);
    expect(ratePrice(price as PriceInput, one).subtotal).toBe('1');
  });

  it('repeats no more than a hundred of them', () => {
    const config = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`key_${at}`, at]));
    const issues = checkPrice({ model_type: 'unit', unit_config: { unit_amount: '1', ...config } });
    expect(issues).toHaveLength(100);
  });

  it('reports one mistake as one issue, and all mistakes at once', () => {
    const issuesOf = (tiers: unknown) => checkPrice(tiersOf(tiers)).map(({ path, code }) => `${path} ${code}`);
    const tier = (first_unit: unknown, last_unit: unknown, unit_amount: unknown = '1') => ({
      first_unit,
      last_unit,
      unit_amount,
    });
    expect(issuesOf([tier(0, 'ten'), tier(10, 20), tier(20, null)])).toEqual([
      'price.tiered_config.tiers[0].last_unit invalid_decimal',
    ]);
    expect(issuesOf([tier(0, null), tier(10, 20), tier(20, null)])).toEqual([
      'price.tiered_config.tiers[0].last_unit invalid_tiers',
    ]);
    expect(issuesOf([tier(2, 10), tier(12, 20, 'x'), tier(20, 15), tier(15, null)])).toEqual([
      'price.tiered_config.tiers[0].first_unit invalid_tiers',
      'price.tiered_config.tiers[1].first_unit tiers_not_contiguous',
      'price.tiered_config.tiers[1].unit_amount invalid_decimal',
      'price.tiered_config.tiers[2].last_unit invalid_tiers',
    ]);
  });
});

function sparse(length: number): unknown[] {
  const list: unknown[] = [];
  list.length = length;
  return list;
}
