import { Big } from 'big.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStock, formatDecimal, parseDecimal } from '../../src/decimal/index.js';
import { amountText, decimalText } from '../support/decimal-arbitraries.js';

const amount: fc.Arbitrary<string> = fc.oneof(decimalText(), amountText()).map((text) => text.replace('-', ''));

type Story = { readonly taken: readonly string[]; readonly left: string; readonly isUsedUp: boolean };

function ourStory(all: string, wanted: readonly string[]): Story {
  const stock = createStock(parseDecimal(all));
  const taken = wanted.map((text) => formatDecimal(stock.take(parseDecimal(text))));
  return { taken, left: formatDecimal(stock.left()), isUsedUp: stock.isUsedUp() };
}

function bigStory(all: string, wanted: readonly string[]): Story {
  let left = new Big(all);
  const taken = wanted.map((text) => {
    const part = left.lt(text) ? left : new Big(text);
    left = left.minus(part);
    return printed(part);
  });
  return { taken, left: printed(left), isUsedUp: left.eq(0) };
}

function printed(value: Big): string {
  return value.eq(0) ? '0' : value.toFixed();
}

describe('stocks', () => {
  it('give what big.js gives, until nothing is left', () => {
    fc.assert(
      fc.property(amount, fc.array(amount, { maxLength: 8 }), (all, wanted) => {
        expect(ourStory(all, wanted)).toEqual(bigStory(all, wanted));
      }),
      { numRuns: 800 },
    );
  });

  it('give small parts of a large amount, of more and more digits', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(99), fc.nat(34)), { maxLength: 20 }), (parts) => {
        const wanted = parts.map(([digits, scale]) => new Big(digits).times(new Big(10).pow(-scale % 30)).toFixed());
        for (const all of ['1000', '9007199254740991', '9007199254740992.5', '0.01'])
          expect(ourStory(all, wanted)).toEqual(bigStory(all, wanted));
      }),
      { numRuns: 100 },
    );
  });

  it('leave nothing where all is wanted', () => {
    expect(ourStory('0.10', ['0.1', '1'])).toEqual({ taken: ['0.1', '0'], left: '0', isUsedUp: true });
    expect(ourStory('9007199254740993', ['9007199254740993'])).toEqual(
      bigStory('9007199254740993', ['9007199254740993']),
    );
  });
});
