import fc from 'fast-check';
import { applyAdjustments, type AdjustmentInput, type ApplyAdjustmentsInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { adjustNaively, type NaiveAdjustment } from '../support/naive-adjustments.js';
import { frozen } from '../support/frozen.js';
import { order, print, printScaled, rational, sum } from '../support/rational.js';

const currencies = { USD: 2, JPY: 0, KWD: 3 } as const;
type Code = keyof typeof currencies;

const subtotals = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 1_000_000 }).map((units) => printScaled(BigInt(units), 4)) },
  { weight: 2, arbitrary: fc.constantFrom('0', '0.005', '33.33', '10', '0.01') },
  { weight: 1, arbitrary: fc.integer({ min: -50_000, max: 0 }).map((units) => printScaled(BigInt(units), 3)) },
);
const amounts = fc.oneof(
  fc.integer({ min: 0, max: 200_000 }).map((cents) => printScaled(BigInt(cents), 2)),
  fc.constantFrom('0', '0.001', '50', '99999'),
);
const shares = fc.oneof(
  fc.integer({ min: 0, max: 1000 }).map((mille) => printScaled(BigInt(mille), 3)),
  fc.constantFrom('0', '1', '0.5'),
);
const bands = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 300 }), shares), { minLength: 1, maxLength: 3 })
  .chain((steps) => fc.boolean().map((open) => ({ steps, open })))
  .map(({ steps, open }) => {
    let upper = 0;
    return steps.map(([width, percentage], position) => {
      upper += width;
      return { upper: open && position === steps.length - 1 ? null : String(upper), percentage };
    });
  });

type Given = { code: Code; lines: readonly string[]; adjustments: readonly NaiveAdjustment[] };

const given: fc.Arbitrary<Given> = fc
  .record({
    code: fc.constantFrom<Code>('USD', 'USD', 'JPY', 'KWD'),
    lines: fc.array(subtotals, { minLength: 1, maxLength: 5 }),
  })
  .chain(({ code, lines }) => {
    const on = fc.subarray(
      lines.map((_, position) => position),
      { minLength: 1 },
    );
    const one = fc.record({ type: kinds, value: amounts, share: shares, bands, on }).map(({ share, ...own }) => ({
      ...own,
      value: own.type === 'percentage' ? share : own.value,
    }));
    return fc.record({
      code: fc.constant(code),
      lines: fc.constant(lines),
      adjustments: fc.array(one, { maxLength: 6 }),
    });
  });
const kinds = fc.constantFrom<NaiveAdjustment['type']>('amount', 'percentage', 'tiered', 'minimum', 'maximum');

function documentOf({ type, value, bands: own, on }: NaiveAdjustment): AdjustmentInput {
  const applies_to_price_ids = on.map((position) => `p${position}`);
  if (type === 'amount') return { adjustment_type: 'amount_discount', amount_discount: value, applies_to_price_ids };
  if (type === 'percentage')
    return { adjustment_type: 'percentage_discount', percentage_discount: value, applies_to_price_ids };
  if (type === 'minimum') return { adjustment_type: 'minimum', minimum_amount: value, applies_to_price_ids };
  if (type === 'maximum') return { adjustment_type: 'maximum', maximum_amount: value, applies_to_price_ids };
  const tiers = own.map(({ upper, percentage }, position) => ({
    lower_bound: position === 0 ? '0' : (own[position - 1]?.upper ?? '0'),
    upper_bound: upper,
    percentage,
  }));
  return { adjustment_type: 'tiered_percentage_discount', tiers, applies_to_price_ids };
}

function inputOf({ code, lines, adjustments }: Given): ApplyAdjustmentsInput {
  return {
    currency: code,
    lines: lines.map((subtotal, position) => ({ id: `p${position}`, price: {}, subtotal })),
    adjustments: adjustments.map(documentOf),
  };
}

const run = (arbitrary: fc.Arbitrary<Given>, check: (value: Given) => void, numRuns = 600) =>
  fc.assert(
    fc.property(arbitrary, (value) => {
      check(value);
    }),
    { numRuns },
  );

const signed = (adjustment: { adjustment_type: string; amount: string }) =>
  adjustment.adjustment_type === 'minimum' ? rational(adjustment.amount) : negated(adjustment.amount);
const negated = (text: string) => ({ over: -rational(text).over, under: rational(text).under });

describe('adjustments', () => {
  it('L10 equal rational arithmetic, done naively', () => {
    run(given, (value) => {
      const places = currencies[value.code];
      const naive = adjustNaively(value.lines, value.adjustments, places);
      const { lines } = applyAdjustments(frozen(inputOf(value)));
      expect(
        lines.map((line) => ({
          subtotal: line.subtotal,
          adjusted: line.adjusted_subtotal,
          changes: line.adjustments.map((adjustment) => print(signed(adjustment))),
        })),
      ).toEqual(
        naive.map((line) => ({
          subtotal: printScaled(line.subtotal, places),
          adjusted: printScaled(line.adjusted, places),
          changes: line.changes.map((units) => print({ over: units, under: 10n ** BigInt(places) })),
        })),
      );
    });
  });

  it('L5 W2 the shown subtotal and the shown adjustments add up to the shown adjusted subtotal', () => {
    run(given, (value) => {
      for (const line of applyAdjustments(inputOf(value)).lines) {
        const parts = [rational(line.subtotal), ...line.adjustments.map(signed)];
        expect(order(sum(parts), rational(line.adjusted_subtotal))).toBe(0);
      }
    });
  });

  it('L33 no discount takes a positive line below zero', () => {
    const discounts = given.map((value) => ({
      ...value,
      lines: value.lines.map((line) => line.replace('-', '')),
      adjustments: value.adjustments.filter(({ type }) => type !== 'minimum'),
    }));
    run(discounts, (value) => {
      for (const line of applyAdjustments(inputOf(value)).lines) {
        expect(line.adjusted_subtotal.startsWith('-'), JSON.stringify(line)).toBe(false);
      }
    });
  });

  it('L34 a binding minimum or maximum that is the last adjustment of its whole scope is met to the minor unit', () => {
    run(given, (value) => {
      const lines = value.lines.map((line) => line.replace('-', ''));
      const on = lines.map((_, position) => position);
      const last = { type: 'maximum', value: '7', bands: [], on } as const;
      const earlier = value.adjustments.filter(({ type }) => type !== 'maximum');
      const before = applyAdjustments(inputOf({ ...value, lines, adjustments: earlier }));
      const after = applyAdjustments(inputOf({ ...value, lines, adjustments: [...earlier, last] }));
      if (order(rational(before.totals.adjusted_subtotal), rational('8')) <= 0) return;
      expect(order(rational(after.totals.adjusted_subtotal), rational('7'))).toBe(0);
      const raised = { type: 'minimum', value: '123456789', bands: [], on } as const;
      const up = applyAdjustments(inputOf({ ...value, lines, adjustments: [...earlier, raised] }));
      expect(order(rational(up.totals.adjusted_subtotal), rational('123456789'))).toBe(0);
    });
  });

  it('L35 percentage discounts commute', () => {
    const percentages = given.map((value) => ({
      ...value,
      adjustments: value.adjustments.filter(({ type }) => type === 'percentage'),
    }));
    run(percentages, (value) => {
      const adjusted = (adjustments: readonly NaiveAdjustment[]) =>
        applyAdjustments(inputOf({ ...value, adjustments })).lines.map((line) => line.adjusted_subtotal);
      expect(adjusted([...value.adjustments].reverse())).toEqual(adjusted(value.adjustments));
    });
  });

  it('L3 the order in which types are listed is irrelevant', () => {
    run(given, (value) => {
      const ids = value.adjustments.map((adjustment, position) => ({ ...documentOf(adjustment), id: `a${position}` }));
      const input = { ...inputOf(value), adjustments: ids };
      const groups = ['amount_discount', 'minimum', 'maximum', 'p'].map((type) =>
        ids.filter((own) => (type === 'p' ? own.adjustment_type.includes('percentage') : own.adjustment_type === type)),
      );
      const { lines } = applyAdjustments({ ...input, adjustments: groups.reverse().flat() });
      expect(lines).toEqual(applyAdjustments(input).lines);
    });
  });

  it('a discount of 100 % leaves exactly nothing', () => {
    run(given, (value) => {
      const all = {
        type: 'percentage',
        value: '1',
        bands: [],
        on: value.lines.map((_, position) => position),
      } as const;
      const discounts = value.adjustments.filter(({ type }) => type !== 'minimum' && type !== 'maximum');
      const { lines } = applyAdjustments(inputOf({ ...value, adjustments: [...discounts, all] }));
      for (const { adjusted_subtotal } of lines) expect(adjusted_subtotal).toMatch(/^0(\.0*)?$/);
    });
  });

  it('amounts scaled with their lines scale the result, before it is rounded', () => {
    run(
      given,
      (value) => {
        const exact = (scale: string) => {
          const by = (text: string) =>
            print({ over: rational(text).over * BigInt(scale), under: rational(text).under });
          const adjustments = value.adjustments.map((own) => ({
            ...own,
            value: own.type === 'percentage' ? own.value : by(own.value),
            bands: own.bands.map((band) => ({ ...band, upper: band.upper && by(band.upper) })),
          }));
          const input = inputOf({ ...value, lines: value.lines.map(by), adjustments });
          return applyAdjustments({ ...input, policies: { unrounded_scale: 30 } }).workings.lines;
        };
        exact('10').forEach((line, position) => {
          // What does not end is cut at thirty places, so that ten times it is known to twenty-nine.
          const once = rational(exact('1')[position]?.exact_adjusted_subtotal ?? '');
          const ten = rational(line.exact_adjusted_subtotal);
          const gap = sum([ten, { over: -once.over * 10n, under: once.under }]);
          expect(
            order(
              { over: gap.over < 0n ? -gap.over : gap.over, under: gap.under },
              rational('0.' + '0'.repeat(28) + '1'),
            ),
          ).not.toBe(1);
        });
      },
      150,
    );
  });
});
