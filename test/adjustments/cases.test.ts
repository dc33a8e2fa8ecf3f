import { readdirSync, readFileSync } from 'node:fs';
import { applyAdjustments, type ApplyAdjustmentsInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { frozen } from '../support/frozen.js';

type Case = {
  readonly name: string;
  readonly arithmetic: string;
  readonly input: ApplyAdjustmentsInput;
  readonly expect: {
    readonly lines: readonly { subtotal: string; adjusted_subtotal: string; amounts: readonly string[] }[];
  };
};

const folder = new URL('../cases/adjustments/', import.meta.url);

describe.each(readdirSync(folder))('§6 %s', (file) => {
  const cases = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Case[];

  it.each(cases)('$name: $arithmetic', ({ input, expect: expected }) => {
    const result = applyAdjustments(frozen(input));
    const lines = result.lines.map(({ subtotal, adjusted_subtotal, adjustments }) => ({
      subtotal,
      adjusted_subtotal,
      amounts: adjustments.map(({ amount }) => amount),
    }));
    expect(lines).toEqual(expected.lines);
    // L1: the same bytes a second time; L4: nothing is lost in JSON.
    const bytes = JSON.stringify(result);
    expect(JSON.stringify(applyAdjustments(input))).toBe(bytes);
    expect(JSON.parse(bytes)).toEqual(result);
  });
});
