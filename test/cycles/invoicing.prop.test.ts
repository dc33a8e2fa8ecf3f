import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  billingPeriods,
  boundary,
  divideGrid,
  indexAt,
  invoiceDateOf,
  invoiceDates,
  oneTimeDate,
  servicePeriodAt,
  type BilledInterval,
  type ServicePeriod,
} from '../../src/cycles/index.js';
import { instantOfMillis, type Instant, type Period } from '../../src/time/index.js';
import { anyGrid, anyInstant } from './arbitraries.js';

const day = 86_400_000;
const unlimited = 1_000_000;
const runs = { numRuns: 300 };

/** A recurring price whose invoicing cycle goes some times into its billing cycle, over at most some thirty portions. */
const recurring: fc.Arbitrary<BilledInterval & { readonly interval: { readonly end: Instant } }> = fc
  .record({
    invoicing: anyGrid,
    times: fc.integer({ min: 1, max: 6 }),
    start: anyInstant,
    cells: fc.double({ min: 0, max: 30, noNaN: true }),
    billing_mode: fc.constantFrom('in_advance' as const, 'in_arrear' as const),
  })
  .map(({ invoicing, times, start, cells, billing_mode }) => {
    const { unit, count } = invoicing.length;
    const days = unit === 'day' ? count : count * 30;
    const billing = { ...invoicing, length: { unit, count: count * times } };
    const end = instantOfMillis(start + Math.ceil(cells * days * day));
    return { interval: { start, end }, billing_mode, billing, invoicing: divideGrid(billing, invoicing.length) };
  });

const oneTime: fc.Arbitrary<BilledInterval> = recurring.map((price) => ({ ...price, billing: null }));

/** All time in which a price with an end can be invoiced: from its start to its end, inclusive. */
function whole({ interval }: { readonly interval: { readonly start: Instant; readonly end: Instant } }): Period {
  return { start: interval.start, end: instantOfMillis(interval.end + 1) };
}

/** What all invoices of a price bill, in order. */
function servicesOf(price: BilledInterval, window: Period): readonly ServicePeriod[] {
  return invoiceDates([price], window, unlimited).map((date) => {
    const service = servicePeriodAt(price, date);
    expect(service, 'an invoice date bills something').not.toBeNull();
    expect(invoiceDateOf(service!, price.billing_mode)).toBe(date);
    return service!;
  });
}

describe('what the invoices of a price bill', () => {
  it('L25 is every instant of its interval exactly once, portion by portion', () => {
    fc.assert(
      fc.property(recurring, (price) => {
        const portions = servicesOf(price, whole(price)).map(({ portion }) => portion!);
        const { start, end } = price.interval;
        const bounds = portions.flatMap((portion) => [portion.start, portion.end]);
        const inner = bounds.slice(1, -1);
        if (end > start) expect([bounds[0], bounds.at(-1)]).toEqual([start, end]);
        else expect(portions).toEqual([]);
        for (let index = 0; index < inner.length; index += 2) expect(inner[index]).toBe(inner[index + 1]);
        for (const portion of portions) expect(portion.end).toBeGreaterThan(portion.start);
      }),
      runs,
    );
  });

  it('is its billing periods, each in portions that are counted to its end', () => {
    fc.assert(
      fc.property(recurring, (price) => {
        const services = servicesOf(price, whole(price));
        const periods = billingPeriods({ grid: price.billing, interval: price.interval }, whole(price), unlimited);
        for (const { start, end, full_period } of periods) {
          const own = services.filter((service) => service.start === start);
          for (const service of own) expect([service.end, service.full_period]).toEqual([end, full_period]);
          const numbers = own.map(({ portion }) => portion!.index);
          expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
          expect(own.at(-1)!.portion!.index).toBe(own[0]!.portion!.of);
          expect(own.at(-1)!.portion!.end).toBe(end);
        }
        expect(services).toHaveLength(
          periods.flatMap(({ start }) => services.filter((service) => service.start === start)).length,
        );
      }),
      runs,
    );
  });

  it('is nothing at any other instant', () => {
    fc.assert(
      fc.property(fc.oneof(recurring, oneTime), fc.double({ min: -0.2, max: 1.2, noNaN: true }), (price, part) => {
        const { start, end } = price.interval;
        const at = instantOfMillis(Math.floor(start + ((end ?? start) - start) * part));
        const around = { start: instantOfMillis(at - 1), end: instantOfMillis(at + 1) };
        const isDate = invoiceDates([price], around, unlimited).includes(at);
        expect(servicePeriodAt(price, at) !== null).toBe(isDate);
      }),
      runs,
    );
  });

  it('is due at the dates that walking the boundaries finds', () => {
    fc.assert(
      fc.property(recurring, (price) => {
        const { interval, invoicing, billing_mode } = price;
        const walked = new Set<number>();
        const { start, end } = interval;
        if (end > start) walked.add(billing_mode === 'in_advance' ? start : end);
        for (let k = indexAt(invoicing, start) + 1; boundary(invoicing, k) < end; k += 1)
          if (boundary(invoicing, k) > start) walked.add(boundary(invoicing, k));
        expect(invoiceDates([price], whole(price), unlimited)).toEqual([...walked].sort((a, b) => a - b));
      }),
      runs,
    );
  });

  it('is due at dates of which windows hold each exactly once (L20)', () => {
    const fraction = fc.double({ min: -0.1, max: 1.1, noNaN: true });
    const cuts = fc.tuple(fraction, fraction, fraction);
    fc.assert(
      fc.property(fc.array(fc.oneof(recurring, oneTime), { minLength: 1, maxLength: 3 }), cuts, (prices, at) => {
        const { start, end } = prices[0]!.interval;
        const [a, b, c] = at
          .map((part) => instantOfMillis(Math.floor(start + ((end ?? start) - start) * part)))
          .sort((x, y) => x - y) as [Instant, Instant, Instant];
        const [first, second, both] = [
          [a, b],
          [b, c],
          [a, c],
        ].map(([from, until]) => invoiceDates(prices, { start: from!, end: until! }, unlimited));
        expect([...first!, ...second!]).toEqual(both);
      }),
      runs,
    );
  });

  it('of a one-time price is one date within its interval, or none if that is empty (F14)', () => {
    fc.assert(
      fc.property(oneTime, (price) => {
        const { start, end } = price.interval;
        const date = oneTimeDate(price);
        if (end === null || end <= start) expect(date).toBeNull();
        else if (price.billing_mode === 'in_advance') expect(date).toBe(start);
        else {
          expect(date).toBeGreaterThan(start);
          expect(date).toBeLessThanOrEqual(end);
          // Nothing between the start and the date is a boundary, or that boundary would have been the date.
          expect(boundary(price.invoicing, indexAt(price.invoicing, instantOfMillis(date! - 1)))).toBeLessThanOrEqual(
            start,
          );
        }
      }),
      runs,
    );
  });
});
