/** 10^0 … 10^22: all the powers of ten that are exact as doubles. */
const exactPowers: readonly number[] = /*#__PURE__*/ Array.from({ length: 23 }, (_, exponent) =>
  Number(`1e${exponent}`),
);

/** 10^exponent as a double, or NaN where no double holds it exactly: the caller's range test then fails. */
export function powerOfTen(exponent: number): number {
  return exponent < exactPowers.length ? (exactPowers[exponent] ?? Number.NaN) : Number.NaN;
}

// Those that amounts and rates of everyday scales are brought to each other by.
const largePowers: readonly bigint[] = /*#__PURE__*/ Array.from(
  { length: 23 },
  (_, exponent) => 10n ** BigInt(exponent),
);

/** 10^exponent as an integer of any size. */
export function largePowerOfTen(exponent: number): bigint {
  return largePowers[exponent] ?? 10n ** BigInt(exponent);
}
