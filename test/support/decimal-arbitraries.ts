import * as fc from 'fast-check';

const edge = 2n ** 53n;

/** Digits as an integer text: small, of any length, or within a few units of ±2^53, where the lanes meet. */
function anyCoefficient(): fc.Arbitrary<bigint> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.bigInt({ min: -1000n, max: 1000n }) },
    { weight: 3, arbitrary: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }) },
    { weight: 3, arbitrary: nearEdge() },
    { weight: 2, arbitrary: nearRootOfEdge() },
    { weight: 2, arbitrary: fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }) },
    { weight: 1, arbitrary: roundNumber() },
  );
}

/** Integers within a few units of ±2^53. */
function nearEdge(): fc.Arbitrary<bigint> {
  return fc
    .tuple(fc.bigInt({ min: -20n, max: 20n }), fc.constantFrom(1n, -1n))
    .map(([offset, sign]) => sign * (edge + offset));
}

/** Integers near the root of 2^53, whose products straddle the edge. */
function nearRootOfEdge(): fc.Arbitrary<bigint> {
  return fc
    .tuple(fc.bigInt({ min: -40n, max: 40n }), fc.constantFrom(1n, -1n))
    .map(([offset, sign]) => sign * (94_906_266n + offset));
}

/** A few digits followed by many zeros: coefficients that shrink when zeros are stripped. */
function roundNumber(): fc.Arbitrary<bigint> {
  return fc
    .tuple(fc.bigInt({ min: -999n, max: 999n }), fc.integer({ min: 0, max: 30 }))
    .map(([head, zeros]) => head * 10n ** BigInt(zeros));
}

/** The plain decimal text of `coefficient / 10^scale`, with all its zeros. */
export function plainText(coefficient: bigint, scale: number): string {
  const size = coefficient < 0n ? -coefficient : coefficient;
  const digits = size.toString().padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return coefficient < 0n ? `-${text}` : text;
}

/** Fraction digits from 0 to 30, mostly those that money and rates have. */
export function anyPlaces(): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 6 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 }) },
  );
}

/** A plain decimal text within the default limits, the edge of the safe range over-sampled. */
export function decimalText(): fc.Arbitrary<string> {
  return fc.tuple(anyCoefficient(), anyPlaces()).map(([coefficient, digits]) => plainText(coefficient, digits));
}

/** Two texts: independent ones, or neighbours that differ in the last digit of either. */
export function decimalPair(): fc.Arbitrary<readonly [string, string]> {
  const neighbours = fc
    .tuple(anyCoefficient(), anyPlaces(), fc.bigInt({ min: -2n, max: 2n }), fc.nat(3))
    .map(([coefficient, places, step, zeros]): readonly [string, string] => {
      const finer = Math.min(places + zeros, 30);
      const other = coefficient * 10n ** BigInt(finer - places) + step;
      return [plainText(coefficient, places), withinLimits(other, finer)];
    });
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(decimalText(), decimalText()) },
    { weight: 1, arbitrary: neighbours },
  );
}

function withinLimits(coefficient: bigint, places: number): string {
  return plainText(coefficient % 10n ** 38n, places);
}

/** An amount of money: at most twelve digits, two decimals, any sign. */
export function amountText(): fc.Arbitrary<string> {
  return fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).map((cents) => plainText(cents, 2));
}

/** A finite number as documents carry them: mostly of few digits, at times any double. */
export function documentNumber(): fc.Arbitrary<number> {
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.integer(), fc.integer({ min: 0, max: 6 }))
        .map(([digits, places]) => digits / 10 ** places),
    },
    {
      weight: 1,
      arbitrary: fc
        .double({ noNaN: true, min: -1e37, max: 1e37 })
        .filter((value) => value === 0 || Math.abs(value) > 1e-12),
    },
    { weight: 1, arbitrary: fc.maxSafeInteger() },
  );
}
