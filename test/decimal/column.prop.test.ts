import { Big } from 'big.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnAt, formatDecimal, readColumn, sumColumn } from '../../src/decimal/index.js';
import type { Issues } from '../../src/errors/index.js';
import { amountText, decimalText, documentNumber } from '../support/decimal-arbitraries.js';

const entry: fc.Arbitrary<string | number> = fc.oneof(documentNumber(), amountText(), decimalText());

function read(list: readonly unknown[], least_scale = 0) {
  const issues: Issues = [];
  return { column: readColumn(list, { path: 'list', issues, least_scale }), issues };
}

describe('columns of decimals', () => {
  it('hold what big.js reads, entry by entry and as a sum', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 12 }), fc.nat(4), (list, least_scale) => {
        const { column, issues } = read(list, least_scale);
        expect(issues).toEqual([]);
        expect(list.map((_, at) => formatDecimal(columnAt(column, at)))).toEqual(list.map((given) => printed(given)));
        expect(formatDecimal(sumColumn(column))).toBe(printed(...list));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['a finer entry after coarse ones', [1, 2.5, '0.125'], '3.625'],
    ['an entry that the scale of another pushes out', [9_007_199_254_740_991, '0.001'], '9007199254740991.001'],
    [
      'an entry too fine to be among the others',
      [1, '0.000000000000000000000000000001'],
      '1.000000000000000000000000000001',
    ],
    ['a sum beyond the safe integers and back', [9e15, 9e15, -9e15, -9e15, 1], '1'],
    ['zeros of either sign', [-0, '-0.00', 0], '0'],
    ['nothing', [], '0'],
  ])('add up with %s', (_, list, sum) => {
    expect(formatDecimal(sumColumn(read(list).column))).toBe(sum);
  });

  it('tell every fault with its position, a hundred at most', () => {
    const { issues } = read([1, 'x', null, undefined, NaN, '1e5', {}]);
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'invalid_decimal list[1]',
      'missing_field list[2]',
      'missing_field list[3]',
      'invalid_decimal list[4]',
      'invalid_decimal list[5]',
      'invalid_type list[6]',
    ]);
    expect(read(Array.from({ length: 100_000 }, () => 'x')).issues).toHaveLength(100);
  });
});

function printed(...values: readonly (string | number)[]): string {
  const sum = values.reduce((total: Big, value) => total.plus(value), new Big(0));
  return sum.eq(0) ? '0' : sum.toFixed();
}
