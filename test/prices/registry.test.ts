import { describe, expect, it } from 'vitest';
import { priceModels as publicList } from 'reckoner';
import { isModelType, modelDescriptions, priceModels } from '../../src/prices/index.js';
import { usageShapes } from '../support/price-arbitraries.js';

describe('the registry of price models', () => {
  it('holds the 35 models of the API description and the three legacy ones, and describes each', () => {
    expect(Object.keys(priceModels)).toHaveLength(38);
    expect(Object.keys(usageShapes)).toEqual(Object.keys(priceModels));
    expect(Object.keys(modelDescriptions)).toEqual(Object.keys(priceModels));
    expect(publicList().map((model) => model.model_type)).toEqual(Object.keys(priceModels));
  });

  it('tells models apart by their sentences', () => {
    const summaries = publicList().map(({ summary }) => summary);
    expect(new Set(summaries).size).toBe(summaries.length);
    for (const summary of summaries) expect(summary).toMatch(/^[A-Z].*[a-z]\.$/);
  });

  it.each(['__proto__', 'constructor', 'toString', '', 'Unit'])('knows no model called %s', (name) => {
    expect(isModelType(name)).toBe(false);
  });
});
