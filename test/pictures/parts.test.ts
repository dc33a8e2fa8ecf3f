import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  coordinate,
  dateInWords,
  element,
  linearScale,
  niceTicks,
  pictureStyles,
  shortened,
  timeTicks,
  together,
  widthOf,
  writePicture,
} from '../../src/pictures/index.js';
import { formatInstant, instantOfMillis, localDateTime, parseInstant, timeZone } from '../../src/time/index.js';
import { anyInstant, anyZone } from '../cycles/arbitraries.js';
import { elementsOf, readXml, textOf } from '../support/xml.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '</text><script>alert(1)</script>',
    '" onload="x',
    '&amp;',
    ']]>',
    '\u0000',
    '\uD800',
    '\uFFFE',
    "it's",
    '<!--',
  ),
);

describe('markup', () => {
  it('holds any text as text, in elements and in attributes', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, value) => {
        const parsed = readXml(element('text', { title: value }, text, element('b', {}, text)).text);
        const kept = (given: string): string =>
          given.replaceAll(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]|\p{Surrogate}/gu, '\uFFFD');
        expect(elementsOf(parsed).map(({ name }) => name)).toEqual(['text', 'b']);
        expect(textOf(parsed)).toBe(kept(text) + kept(text));
        expect(parsed.attributes.get('title')).toBe(kept(value));
      }),
      { numRuns: 1000 },
    );
  });

  it('writes coordinates short, without exponents and without −0', () => {
    expect([1 / 3, -0.001, 12, 1e-9, 100.005].map(coordinate)).toEqual(['0.33', '0', '12', '0', '100.01']);
  });

  it('leaves out what is null, and ends the elements of HTML that have no end tag', () => {
    expect(element('g', { id: null, class: 'a' }, null, 'b').text).toBe('<g class="a">b</g>');
    expect(together([element('br', {}), 'x<y', null]).text).toBe('<br/>x&lt;y');
  });
});

describe('a picture', () => {
  it('is one SVG document that says in words what it shows', () => {
    const svg = readXml(
      writePicture({ width: 300, height: 200, title: 'A & B', description: 'Two lines.', body: [element('g', {})] }),
    );
    expect(svg.name).toBe('svg');
    expect(svg.attributes.get('role')).toBe('img');
    expect(svg.attributes.get('aria-label')).toBe('A & B');
    expect(svg.attributes.get('viewBox')).toBe('0 0 300 200');
    const [title, description] = elementsOf(svg).slice(1);
    expect([title!.name, textOf(title!), description!.name, textOf(description!)]).toEqual([
      'title',
      'A & B',
      'desc',
      'Two lines.',
    ]);
  });

  it('fetches nothing and styles nothing that is not its own', () => {
    const styles = pictureStyles();
    expect(styles).not.toMatch(/url\(|@import|http/);
    expect(styles).not.toContain('<');
    const selectors = [...styles.matchAll(/(?:^|[{}])([^{}@]+)\{/g)].map((match) => match[1] ?? '');
    expect(selectors.length).toBeGreaterThan(20);
    for (const selector of selectors) expect(selector.startsWith('.reckoner-'), selector).toBe(true);
  });

  it('has colours that can be read on a light and on a dark ground', () => {
    for (const ground of ['light', 'dark'] as const) {
      const [light = '', dark = ''] = pictureStyles().split('@media (prefers-color-scheme:dark)');
      const colours = new Map(
        [...(ground === 'light' ? light : dark).matchAll(/\.reckoner-fill-([\w-]+)\{fill:(#\w{6})\}/g)].map((match) => [
          match[1] ?? '',
          match[2] ?? '',
        ]),
      );
      const surface = colours.get('surface') ?? '';
      const words = [...colours.keys()].filter((tone) => !['surface', 'rule'].includes(tone));
      expect(words).toHaveLength(8);
      for (const tone of words) {
        expect(contrast(colours.get(tone) ?? '', surface), `${tone} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
});

/** The contrast of two colours by the definition of WCAG 2. */
function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
    const share = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('scales and ticks', () => {
  it('map the ends of one range to the ends of the other', () => {
    const scale = linearScale([10, 20], [100, 0]);
    expect([10, 15, 20].map(scale)).toEqual([100, 50, 0]);
    expect(linearScale([5, 5], [0, 80])(5)).toBe(40);
  });

  it('of numbers are round, in order, reach over both ends, and are about as many as asked for', () => {
    // Values with three decimals, as amounts and quantities have; doubles closer together than that are one place.
    const value = fc.integer({ min: -1e12, max: 1e12 }).map((thousandths) => thousandths / 1000);
    fc.assert(
      fc.property(value, value, fc.integer({ min: 2, max: 12 }), (a, b, count) => {
        fc.pre(a !== b);
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const ticks = niceTicks(from, to, count);
        expect(ticks[0]).toBeLessThanOrEqual(from);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(to);
        expect(ticks.length).toBeLessThanOrEqual(count + 2);
        for (const tick of ticks) expect(String(tick).replace(/e.*$/, '').replace(/^-/, '').length).toBeLessThan(18);
        for (const [index, tick] of ticks.slice(1).entries()) expect(tick).toBeGreaterThan(ticks[index]!);
      }),
      { numRuns: 1000 },
    );
    expect(niceTicks(0, 0.7, 7)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
    expect(niceTicks(3, 3, 5)).toEqual([3]);
  });

  it('of time are local midnights in the span, in order, and not too many', () => {
    const length = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 40, max: 12_000 }));
    fc.assert(
      fc.property(anyZone, anyInstant, length, fc.integer({ min: 2, max: 12 }), (name, start, days, count) => {
        const zone = timeZone(name);
        const span = { start, end: instantOfMillis(start + days * 86_400_000) };
        const ticks = timeTicks(zone, span, count);
        expect(ticks.length).toBeLessThanOrEqual(count * 2 + 2);
        for (const [index, { at }] of ticks.entries()) {
          expect(at).toBeGreaterThanOrEqual(span.start);
          expect(at).toBeLessThanOrEqual(span.end);
          if (index > 0) expect(at).toBeGreaterThanOrEqual(ticks[index - 1]!.at);
          // Midnight, or the first moment of a day whose midnight the clocks skipped.
          expect(localDateTime(zone, at).hour).toBeLessThanOrEqual(1);
        }
        expect(ticks.filter(({ year }) => year !== null).length).toBe(
          new Set(ticks.map(({ at }) => localDateTime(zone, at).year)).size,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('of days begin anew with every month', () => {
    const span = { start: parseInstant('2025-02-17T00:00:00Z'), end: parseInstant('2025-03-22T00:00:00Z') };
    expect(timeTicks(timeZone('UTC'), span, 8).map(({ label }) => label)).toEqual([
      '21 Feb',
      '26',
      '1 Mar',
      '6',
      '11',
      '16',
      '21',
    ]);
    const years = { start: parseInstant('2001-06-01T00:00:00Z'), end: parseInstant('2044-01-01T00:00:00Z') };
    expect(timeTicks(timeZone('UTC'), years, 6).map(({ year }) => year)).toEqual(['2010', '2020', '2030', '2040']);
    expect(dateInWords(timeZone('America/New_York'), parseInstant('2025-03-01T03:00:00Z'))).toBe('28 Feb 2025');
    expect(formatInstant(timeTicks(timeZone('America/New_York'), span, 8)[2]!.at)).toBe('2025-03-01T05:00:00+00:00');
  });
});

describe('labels', () => {
  it('fit the room they are given, and keep what fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 0, max: 300 }), (text, width) => {
        const label = shortened(text, { width, size: 12 });
        expect(widthOf(label, 12)).toBeLessThanOrEqual(width);
        if (label !== text && label !== '') expect(text.startsWith(label.slice(0, -1))).toBe(true);
        expect(shortened(text, { width: 10_000, size: 12 })).toBe(text);
      }),
      { numRuns: 500 },
    );
    expect(shortened('x'.repeat(5_000_000), { width: 50, size: 12 })).toBe('xxxxxx…');
  });
});
