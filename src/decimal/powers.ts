/** 10^0 … 10^22: all the powers of ten that are exact as doubles. */
const exactPowers: readonly number[] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
];

/** 10^exponent as a double, or NaN where no double holds it exactly: the caller's range test then fails. */
export function powerOfTen(exponent: number): number {
  return exponent < exactPowers.length ? (exactPowers[exponent] ?? Number.NaN) : Number.NaN;
}

/** 10^exponent as an integer of any size. */
export function largePowerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}
