import { describe, expect, it } from 'vitest';
import { createUsageAggregator } from '../../src/metrics/index.js';
import { faultsOf } from '../support/refusal.js';

describe('a property of an event', () => {
  const thrower = {
    valueOf: () => {
      throw new Error('asked for its value');
    },
  };

  // Found by the junk of an evaluation's property: a symbol cannot be made a number, and must not be tried to.
  it.each([
    ['a symbol', Symbol('junk')],
    ['a big integer', 1n],
    ['an object that answers as a number', thrower],
    ['a function', () => 1],
    ['a list', [1]],
    ['no number', Number.NaN],
    ['a number without end', Number.POSITIVE_INFINITY],
  ])('that is %s is refused at its path', (_name, value) => {
    const usage = createUsageAggregator({ metric: { aggregation: { kind: 'count' } } });
    const event = { event_name: 'call', timestamp: '2026-01-05T10:00:00Z', properties: { region: value } };
    expect(faultsOf(() => usage.add(event as never))).toEqual(['event_property properties.region']);
  });
});
