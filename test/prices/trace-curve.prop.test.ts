import fc from 'fast-check';
import { expect, it } from 'vitest';
import { integer, numeratorOf, toDecimal, toNumber, type Decimal } from '../../src/decimal/index.js';
import { traceCurve, type CurvePoint } from '../../src/prices/index.js';

const lines = fc.array(
  fc.record({ start: fc.integer({ min: -500, max: 500 }), slope: fc.integer({ min: 0, max: 9 }) }),
  {
    minLength: 1,
    maxLength: 5,
  },
);
const jumps = fc.array(
  fc.record({ at: fc.integer({ min: -5, max: 105 }), rise: fc.integer({ min: -200, max: 200 }) }),
  {
    maxLength: 6,
  },
);

const placeOf = ({ quantity, subtotal }: CurvePoint): readonly [number, number] => [
  toNumber(quantity),
  toNumber(numeratorOf(subtotal)),
];

/** What the pieces show at a quantity: on the straight line between two points of one piece. */
function shownAt(pieces: readonly (readonly CurvePoint[])[], quantity: number): number | undefined {
  for (const piece of pieces) {
    const places = piece.map(placeOf);
    for (const [at, [x, y]] of places.entries()) {
      const [before, height] = places[at - 1] ?? [x, y];
      if (quantity === x) return y;
      if (quantity > before && quantity < x) return height + ((quantity - before) / (x - before)) * (y - height);
    }
  }
  return undefined;
}

it('what a curve shows between its points is what quantities cost, whatever bends it finds and bounds it is told', () => {
  fc.assert(
    fc.property(lines, jumps, fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 5 }), (bent, broken, asked) => {
      // The greatest of some lines bends where nobody says; jumps belong to the part before them, as tiers do (D17).
      const costOf = (quantity: number): number =>
        Math.max(...bent.map(({ start, slope }) => start + slope * quantity)) +
        broken.reduce((sum, { at, rise }) => sum + (quantity > at ? rise : 0), 0);
      const cost = (quantity: Decimal): Decimal => toDecimal(Number(costOf(toNumber(quantity)).toFixed(12)));
      const bounds = broken.map(({ at }) => integer(at));
      const { pieces } = traceCurve(cost, { from: integer(0), to: integer(100), bounds, steps: null, most_steps: 100 });
      const points = pieces.flat().map(placeOf);
      const heights = points.map(([, height]) => height);
      const range = Math.max(...heights) - Math.min(...heights);
      expect(points.map(([x]) => x)).toEqual(points.map(([x]) => x).sort((a, b) => a - b));
      for (const [x, height] of points) expect(Math.abs(height - costOf(x))).toBeLessThan(1e-9);
      for (const quantity of asked.map((tenths) => tenths / 10)) {
        const shown = shownAt(pieces, quantity) ?? Number.NaN;
        expect(Math.abs(shown - costOf(quantity)), String(quantity)).toBeLessThanOrEqual(range / 500 + 1e-6);
      }
    }),
  );
});

it('a straight cost is two points, however many bounds lie on it', () => {
  const bounds = [10, 20, 50].map(integer);
  const course = { from: integer(0), to: integer(100), bounds, steps: null, most_steps: 100 };
  const { pieces } = traceCurve((quantity) => quantity, course);
  expect(pieces.map((piece) => piece.map(placeOf))).toEqual([
    [
      [0, 0],
      [100, 100],
    ],
  ]);
});
