import { ratePrice } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { modelDescriptions } from '../../src/prices/index.js';
import type { ModelType } from '../../src/wire/index.js';
import { fallingSubtotals, laws } from '../support/laws.js';

const models = Object.keys(modelDescriptions) as ModelType[];

describe.each(models)('§15 %s', (model) => {
  const binding = laws.filter((law) => law.except[model] === undefined);

  it.each(binding)('$name', ({ holdsFor }) => holdsFor(model));
});

describe('§15 models that are not monotone', () => {
  const falling = models.filter((model) => !modelDescriptions[model].monotone);

  it('say so, and each has a pinned counter-example', () => {
    expect(Object.keys(fallingSubtotals).sort()).toEqual(falling.sort());
  });

  it.each(Object.entries(fallingSubtotals))('%s', (_model, { price, less, more }) => {
    expect(ratePrice(price, less[0]).subtotal).toBe(less[1]);
    expect(ratePrice(price, more[0]).subtotal).toBe(more[1]);
    expect(Number(more[1])).toBeLessThan(Number(less[1]));
  });
});
