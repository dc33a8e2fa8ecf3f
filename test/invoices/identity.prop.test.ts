import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identity } from '../../src/invoices/index.js';
import { stamp } from '../../src/invoices/identity.js';
import { formatInstant, instantOfMillis } from '../../src/time/index.js';

const part = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(':', '%', '2', '3', '5', 'A', 'a') }));

describe('an identity (D25)', () => {
  it('tells its parts again, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
        const [kind, ...encoded] = identity('line', ...parts).split(':');
        expect(kind).toBe('line');
        // Undone in the opposite order of the encoding: a percent sign comes back last.
        expect(encoded.map((text) => text.replaceAll('%3A', ':').replaceAll('%25', '%'))).toEqual(parts);
      }),
    );
  });

  it('is another for other parts', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 3 }), fc.array(part, { maxLength: 3 }), (a, b) => {
        expect(identity('x', ...a) === identity('x', ...b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  it.each([
    [['acme'], 'invoice:acme'],
    [['a:b', '50%'], 'invoice:a%3Ab:50%25'],
    [['%3A'], 'invoice:%253A'],
    [[''], 'invoice:'],
  ])('of %j is %s', (parts, expected) => {
    expect(identity('invoice', ...parts)).toBe(expected);
  });
});

describe('an instant inside an id', () => {
  it('is the instant as printed, without what an id would have to encode', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (millis) => {
        const instant = instantOfMillis(millis);
        expect(stamp(instant)).toBe(formatInstant(instant).replace('+00:00', 'Z').replaceAll(/[-:]/g, ''));
        expect(stamp(instant)).not.toContain(':');
      }),
    );
  });
});
