import fc from 'fast-check';
import { expect, it } from 'vitest';
import { identity, partsOf } from '../../src/identity/index.js';

it('the parts of an id are those that it was made of', () => {
  const part = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('%', ':', '2', '3', '5', 'A', 'a') }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
      expect(partsOf(identity('invoice', ...parts))).toEqual(['invoice', ...parts]);
    }),
  );
});
