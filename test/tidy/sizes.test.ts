import { describe, expect, it } from 'vitest';
import { filesBelow, read } from './sources.js';

const longest = 250;
// The public door is one list of names in reading order; it grows with what the package offers and has nothing to split.
const door = 'src/index.ts';
const medianLimit = 100;

describe('source files', () => {
  const sizes = filesBelow('src').map((file) => ({ file, lines: read(file).trimEnd().split('\n').length }));

  it(`have at most ${longest} lines`, () => {
    expect(sizes.filter(({ file, lines }) => lines > longest && file !== door)).toEqual([]);
  });

  it(`have a median below ${medianLimit} lines`, () => {
    const ascending = sizes.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(ascending[Math.floor(ascending.length / 2)]).toBeLessThan(medianLimit);
  });
});
