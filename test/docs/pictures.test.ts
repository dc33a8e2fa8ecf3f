import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { modelDescriptions } from '../../src/prices/index.js';
import { usageShapes } from '../support/price-arbitraries.js';
import { drawnCurves } from './curves.js';

const folder = fileURLToPath(new URL('../../docs/guides/pictures', import.meta.url));
const drawn = drawnCurves(folder);
const models = Object.keys(modelDescriptions) as (keyof typeof usageShapes)[];

// After a change of how curves look: `npm run docs:pictures`, and look at them before they go into the guide.
describe('the pictures of the guide to price models', () => {
  it.each(drawn)('are what is drawn: $name', ({ name, svg }) => {
    expect(readFileSync(`${folder}/${name}`, 'utf8')).toBe(svg);
  });

  it('are one for each model that has a curve, each of them shown', () => {
    const curved = models.filter((model) => ['quantity', 'groups'].includes(usageShapes[model]));
    const files = curved.map((model) => `${model}.svg`).sort();
    expect(drawn.map(({ name }) => name).sort()).toEqual(files);
    expect(
      readdirSync(folder)
        .filter((name) => name.endsWith('.svg'))
        .sort(),
    ).toEqual(files);
    const guide = readFileSync(`${folder}/../choose-a-model.md`, 'utf8');
    const shown = [...guide.matchAll(/\(pictures\/(.*?)\)/g)].map(([, name]) => String(name));
    expect(shown.sort()).toEqual(files);
  });
});

describe('the guide to price models', () => {
  it('has a row and a section for every model', () => {
    const guide = readFileSync(`${folder}/../choose-a-model.md`, 'utf8');
    for (const model of models) {
      expect(guide).toContain(`[\`${model}\`](#${model})`);
      expect(guide).toContain(`\n### \`${model}\`\n`);
    }
  });
});
