import { readdirSync, readFileSync } from 'node:fs';
import { checkPrice, ratePrice, type PriceInput, type RatingContext, type UsageInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { frozen } from '../support/frozen.js';
import { refusal } from '../support/refusal.js';

type Case = {
  readonly name: string;
  readonly price: PriceInput;
  readonly usage?: UsageInput | undefined;
  readonly context?: RatingContext | undefined;
  readonly expect:
    | {
        readonly subtotal: string;
        readonly rows: readonly unknown[];
        readonly quantity?: string;
        readonly price_type?: string;
      }
    | { readonly error: { readonly code: string; readonly path: string } };
  readonly arithmetic: string;
};

const folder = new URL('../cases/prices/', import.meta.url);

describe.each(readdirSync(folder))('§2.2 %s', (file) => {
  const cases = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Case[];

  it.each(cases)('$name: $arithmetic', ({ price, usage, context, expect: expected }) => {
    frozen([price, usage, context]);
    if ('error' in expected) return expectRefusal({ price, usage, context }, expected.error);
    const { subtotal, rows, ...more } = expected;
    const rated = ratePrice(price, usage, context);
    expect(rated).toMatchObject({ subtotal, ...more });
    expect(rated.sub_line_items).toEqual(rows);
    expect(rated.workings.subtotal, 'the workings are of the same computation').toBe(subtotal);
    // L1: the same bytes a second time; L4: nothing is lost in JSON.
    const bytes = JSON.stringify(rated);
    expect(JSON.stringify(ratePrice(price, usage, context))).toBe(bytes);
    expect(JSON.parse(bytes)).toEqual(rated);
    expect(checkPrice(price).filter((issue) => issue.severity === 'error')).toEqual([]);
    return undefined;
  });
});

type Call = Pick<Case, 'price' | 'usage' | 'context'>;

function expectRefusal({ price, usage, context }: Call, { code, path }: { code: string; path: string }): void {
  const error = refusal(() => ratePrice(price, usage, context));
  const first = error.issues.find((issue) => issue.severity === 'error');
  expect({ code: error.code, path: first?.path }).toEqual({ code, path });
  expect(first?.message.length).toBeGreaterThan(10);
}
