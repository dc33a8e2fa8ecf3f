import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likenessOf } from '../../src/api/quotes/likeness.js';

describe('what makes customers alike', () => {
  it('is the same text for the same values only', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (one, other) => {
        expect(likenessOf(structuredClone(one))).toBe(likenessOf(one));
        expect(likenessOf(one) === likenessOf(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: 200 },
    );
    const kinds = [
      1,
      '1',
      true,
      'true',
      null,
      'null',
      undefined,
      [],
      {},
      [[]],
      [1, 2],
      ['1,2'],
      { a: undefined },
      Number.NaN,
    ];
    expect(new Set(kinds.map(likenessOf)).size).toBe(kinds.length);
  });

  it('is not told of what may read differently each time, or never ends', () => {
    const endless: Record<string, unknown> = {};
    endless['self'] = endless;
    const big = { toFixed: () => '1' };
    class Own {
      readonly id = 'a';
    }
    const getter = { get id() { return 'a'; } }; // prettier-ignore
    const odd = [endless, big, new Own(), getter, new Date(0), new Map(), Symbol('x'), 5n, 'x'.repeat(20_001)];
    expect(odd.map(likenessOf)).toEqual(odd.map(() => null));
    expect(likenessOf(JSON.parse('{"__proto__":1}'))).not.toBe(likenessOf({}));
  });
});
