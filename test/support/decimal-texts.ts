import { Big } from 'big.js';
import fc from 'fast-check';
import { printScaled } from './rational.js';

/** Texts of decimals with at most so many places: whole units of the last place between two bounds. */
export function decimalTexts(least: bigint, most: bigint, places: number): fc.Arbitrary<string> {
  return fc
    .tuple(fc.bigInt({ min: least, max: most }), fc.nat({ max: places }))
    .map(([units, scale]) => printScaled(units, scale));
}

/** Rates that are not negative, mostly like those of price lists, zero and tiny ones among them. */
export const plainRates: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: decimalTexts(0n, 99_999n, 4) },
  { weight: 1, arbitrary: fc.constant('0') },
  { weight: 1, arbitrary: decimalTexts(1n, 999n, 12) },
  { weight: 1, arbitrary: decimalTexts(0n, 10n ** 18n, 6) },
);

/** Rates of either sign. */
export const anyRates: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: plainRates },
  { weight: 1, arbitrary: decimalTexts(-99_999n, -1n, 4) },
);

/** Rates of prices that become documents, in which basis points stand as JSON numbers: those that a number keeps. */
export function documentRates(model: string, rates: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return model.endsWith('bps') ? rates.filter(isKeptByNumber) : rates;
}

/** Whether the text of the double nearest to a decimal says the decimal again. */
export function isKeptByNumber(text: string): boolean {
  return new Big(String(Number(text))).eq(text);
}

/** Quantities from zero up, whole and broken ones, tiny and huge ones. */
export const anyQuantities: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.nat({ max: 400 }).map(String) },
  { weight: 3, arbitrary: decimalTexts(0n, 500_000n, 3) },
  { weight: 1, arbitrary: decimalTexts(0n, 1_000n, 15) },
  { weight: 1, arbitrary: decimalTexts(0n, 10n ** 24n, 2) },
);
