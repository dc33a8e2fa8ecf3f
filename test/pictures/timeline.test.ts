import * as fc from 'fast-check';
import { drawTimeline, isBillingError, type TimelineOptions, type TimelineSubscription } from 'reckoner';
import { describe, expect, it } from 'vitest';
import refusals from '../cases/pictures/timeline-refusals.json' with { type: 'json' };
import document from '../../docs/guides/billing-cycles/subscription.json' with { type: 'json' };
import { frozen } from '../support/frozen.js';
import { mutationsOf } from '../support/mutations.js';
import { faultsOf } from '../support/refusal.js';
import { elementsOf, readXml, textOf, type XmlElement } from '../support/xml.js';

const subscription = frozen(document) as unknown as TimelineSubscription;

/** A subscription with one price over an interval, in UTC. */
function single(interval: { readonly start_date: string; readonly end_date: string | null }): TimelineSubscription {
  const price = { id: 'p', name: 'Seats', cadence: 'monthly', billing_mode: 'in_advance' } as const;
  return { id: 's', customer: {}, start_date: '2026-01-01', price_intervals: [{ price, ...interval }] };
}

function draw(given: TimelineSubscription, options?: TimelineOptions): readonly XmlElement[] {
  return elementsOf(readXml(drawTimeline(given, options)));
}

/** The corners of every bar of a picture, in order. */
function barsOf(elements: readonly XmlElement[]): readonly (readonly number[][])[] {
  return elements
    .filter(({ name, attributes }) => name === 'path' && attributes.get('fill') !== 'none')
    .map(({ attributes }) =>
      attributes
        .get('d')!
        .slice(1, -1)
        .split('L')
        .map((point) => point.split(' ').map(Number)),
    );
}

function wordsOf(elements: readonly XmlElement[], name: string): readonly string[] {
  return elements.filter((element) => element.name === name).map(textOf);
}

describe('a timeline', () => {
  const january = { from: '2026-01-01', until: '2026-01-31' };
  // 960 wide: labels end at 16 + 210 = 226, bars at 960 − 16 = 944, so the thirty days share 718 pixels.
  const xOf = (day: number): number => Number((226 + (718 * (day - 1)) / 30).toFixed(2));

  it('draws an interval from its start to its end, to scale', () => {
    const [bar] = barsOf(draw(single({ start_date: '2026-01-11', end_date: '2026-01-21' }), january));
    expect(bar!.map(([x]) => x)).toEqual([11, 21, 21, 11].map(xOf));
  });

  it('ends what has no end, or ends later, in an arrow head at the edge', () => {
    for (const end_date of [null, '2026-03-01']) {
      const [bar] = barsOf(draw(single({ start_date: '2026-01-11', end_date }), january));
      expect(bar!.map(([x]) => x)).toEqual([xOf(11), 936, 944, 936, xOf(11)]);
    }
  });

  it('cuts off what began before, and leaves out what lies outside', () => {
    const [bar] = barsOf(draw(single({ start_date: '2025-11-01', end_date: '2026-01-21' }), january));
    expect(bar!.map(([x]) => x)).toEqual([226, xOf(21), xOf(21), 226]);
    expect(barsOf(draw(single({ start_date: '2025-11-01', end_date: '2025-12-01' }), january))).toEqual([]);
    expect(barsOf(draw(single({ start_date: '2026-05-01', end_date: null }), january))).toEqual([]);
  });

  it('marks the starts of billing periods inside a bar, and leaves them out where they would run together', () => {
    const boundaries = (elements: readonly XmlElement[]): readonly number[] =>
      elements
        .filter(({ name, attributes }) => name === 'line' && attributes.has('stroke-opacity'))
        .map(({ attributes }) => Number(attributes.get('x1')));
    const open = single({ start_date: '2026-01-01', end_date: null });
    // 718 pixels for the 90 days from 1 January to 1 April; the 1st of February and of March are days 31 and 59.
    expect(boundaries(draw(open, { from: '2026-01-01', until: '2026-04-01' }))).toEqual([
      Number((226 + (718 * 31) / 90).toFixed(2)),
      Number((226 + (718 * 59) / 90).toFixed(2)),
    ]);
    expect(boundaries(draw(open, { from: '2026-01-01', until: '2090-01-01' }))).toEqual([]);
  });

  it('says when everything holds, in the zone of the customer', () => {
    const elements = draw(subscription, { at: '2026-06-09' });
    expect(wordsOf(elements, 'title')).toEqual([
      'Acme, platform and seats',
      'Current billing period: 1 Jun 2026 until 1 Jul 2026',
      'Trial: fixed fees start when it ends',
      'Trial, 15 Jan 2026 until 29 Jan 2026',
      'Phases: of the plan',
      'Ramp, 15 Jan 2026 until 15 Apr 2026',
      'Standard, from 15 Apr 2026, open',
      'Platform fee: fixed, monthly, in advance',
      'Platform fee, from 29 Jan 2026, open',
      'Seats: fixed, monthly, in advance',
      'Seats, from 29 Jan 2026, open',
      'API calls, ramp: usage, monthly, in arrear',
      'API calls, ramp, 15 Jan 2026 until 15 Apr 2026',
      'API calls & tokens <large model>, metered per million: usage, monthly, in arrear',
      'API calls & tokens <large model>, metered per million, from 15 Apr 2026, open',
      'Support: fixed, quarterly, in advance',
      'Support, 10 Mar 2026 until 1 Sep 2026',
      'Onboarding: fixed, one time, in advance',
      'Onboarding, 15 Jan 2026 until 15 Jan 2026',
      '15 % off: on Platform fee, Seats',
      '15 % off, 15 Jan 2026 until 15 Jul 2026',
      'Minimum 400: invoice level, on all prices',
      'Minimum 400, from 15 Apr 2026, open',
    ]);
    const words = wordsOf(elements, 'text');
    for (const text of [
      'Acme, platform and seats',
      'Plan Growth · from 15 Jan 2026, open · America/New_York',
      '× 5',
      '× 8',
      '9 Jun 2026',
      'Ramp',
      'Standard',
    ])
      expect(words).toContain(text);
    const [description] = wordsOf(elements, 'desc');
    expect(description).toContain('Timeline of Acme, platform and seats, from 15 Jan 2026, open.');
    expect(description).toContain('Seats, from 29 Jan 2026, open');
  });

  it('draws the intervals of one price in one row', () => {
    const price = { id: 'p', name: 'Seats' };
    const price_intervals = [
      { price, start_date: '2026-01-01', end_date: '2026-01-11' },
      { price, start_date: '2026-01-21', end_date: '2026-01-26' },
    ];
    const bars = barsOf(draw({ ...single({ start_date: '2026-01-01', end_date: null }), price_intervals }, january));
    expect(bars.map((bar) => bar[0]![1])).toEqual([bars[0]![0]![1], bars[0]![0]![1]]);
  });

  it('names every kind of adjustment with its value', () => {
    const adjustments = [
      { adjustment_type: 'usage_discount', usage_discount: 500 },
      { adjustment_type: 'amount_discount', amount_discount: '25.00' },
      { adjustment_type: 'percentage_discount', percentage_discount: 0.075 },
      { adjustment_type: 'tiered_percentage_discount', tiers: [] },
      { adjustment_type: 'minimum', minimum_amount: '400.00' },
      { adjustment_type: 'maximum', maximum_amount: 900, reason: 'Ceiling' },
    ] as const;
    const adjustment_intervals = adjustments.map((adjustment) => ({ adjustment, start_date: '2026-01-01' }));
    const elements = draw({
      id: 's',
      customer: {},
      start_date: '2026-01-01',
      price_intervals: [],
      adjustment_intervals,
    });
    const words = wordsOf(elements, 'text');
    for (const text of ['500 units free', '25 off', '7.5 % off', 'Tiered discount', 'Minimum 400', 'Ceiling'])
      expect(words).toContain(text);
  });

  it('holds a subscription of which nothing is known but its start, and one that never ends', () => {
    expect(draw({ id: 's', customer: {}, start_date: '2026-01-15', price_intervals: [] })[0]!.name).toBe('svg');
    const endless = { ...single({ start_date: '2026-01-01', end_date: '9999-12-31' }), end_date: '9999-12-31' };
    expect(barsOf(draw(endless))).toHaveLength(1);
  });
});

describe('any subscription', () => {
  it('is drawn as the same well-formed picture twice, or refused', () => {
    const mutated = fc
      .constantFrom(subscription, single({ start_date: '2026-01-11', end_date: null }))
      .chain(mutationsOf);
    fc.assert(
      fc.property(mutated, (given) => {
        const drawn = (): string | null => {
          try {
            return drawTimeline(given as TimelineSubscription, { at: '2026-06-09' });
          } catch (error) {
            if (!isBillingError(error)) throw error;
            return null;
          }
        };
        const svg = drawn();
        expect(drawn()).toBe(svg);
        if (svg !== null) readXml(svg);
      }),
      { numRuns: 250 },
    );
  });

  it('keeps its names text', () => {
    const elements = fc.property(fc.string({ unit: 'binary' }), (name) => {
      const hostile = `${name}</text><script>alert(1)</script>" onload="x`;
      const price = { id: hostile, name: hostile };
      const given = { ...single({ start_date: '2026-01-01', end_date: null }), name: hostile };
      const drawn = draw({ ...given, price_intervals: [{ price, start_date: '2026-01-01' }] });
      const names = new Set(drawn.map((element) => element.name));
      expect([...names].sort()).toEqual(['desc', 'g', 'line', 'path', 'rect', 'style', 'svg', 'text', 'title']);
      expect(drawn.filter(({ attributes }) => attributes.has('onload'))).toEqual([]);
    });
    fc.assert(elements, { numRuns: 80 });
  });
});

describe('what drawTimeline refuses', () => {
  it.each(refusals)('$case', (given) => {
    const { subscription: refused, options, faults } = frozen(given);
    expect(
      faultsOf(() => drawTimeline(refused as unknown as TimelineSubscription, options as TimelineOptions)),
    ).toEqual(faults);
  });

  it('more intervals than can be told apart, at once', () => {
    const price_intervals = Array.from({ length: 501 }, () => ({ price: { id: 'p' }, start_date: '2026-01-01' }));
    const given = { ...single({ start_date: '2026-01-01', end_date: null }), price_intervals };
    expect(faultsOf(() => drawTimeline(given))).toEqual(['limit_exceeded subscription.price_intervals']);
  });
});
