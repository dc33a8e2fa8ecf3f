import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestLine, readSections, type Section } from '../../src/cli/sources/sections.js';
import { chunksOf } from './support.js';

class LongLine extends Error {}

async function sectionsOf(bytes: Uint8Array, size: number): Promise<readonly Section[]> {
  const found: Section[] = [];
  const refuse = () => {
    throw new LongLine();
  };
  for await (const section of readSections(chunksOf(bytes, size), refuse)) found.push(section);
  return found;
}

describe('sections of a file', () => {
  it('hold its text and its bytes, and end at line ends, whatever the chunks', async () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '\n', '\r\n', '"'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 20 }), async (text, size) => {
        const bytes = Buffer.from(text);
        const sections = await sectionsOf(bytes, size);
        expect(sections.map((section) => section.text).join('')).toBe(text);
        expect(sections.reduce((sum, section) => sum + section.bytes, 0)).toBe(bytes.length);
        expect(sections.slice(0, -1).every((section) => section.text.endsWith('\n'))).toBe(true);
        expect(sections.every((section) => section.isSound)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('lose a byte order mark at the start of the file, and there alone', async () => {
    const sections = await sectionsOf(Buffer.from('\uFEFFa\n\uFEFFb\n'), 5);
    expect(sections.map(({ text }) => text).join('')).toBe('a\n\uFEFFb\n');
  });

  it('say where bytes are no UTF-8', async () => {
    const sections = await sectionsOf(Buffer.from([0x61, 0x0a, 0xff, 0x0a, 0x62, 0x0a]), 2);
    expect(sections.map(({ isSound }) => isSound)).toEqual([true, false, true]);
  });

  it('stop at a line that is too long to keep', async () => {
    const short = Buffer.alloc(longestLine, 'a');
    expect(await sectionsOf(short, 65_536)).toHaveLength(1);
    await expect(sectionsOf(Buffer.alloc(longestLine + 1, 'a'), 65_536)).rejects.toThrow(LongLine);
  });
});
