import { describe, expect, it } from 'vitest';
import {
  alignCycle,
  billingPeriodOf,
  divideGrid,
  invoiceDates,
  servicePeriodAt,
  termOf,
  type BilledInterval,
  type CycleLength,
  type Grid,
} from '../../src/cycles/index.js';
import { parseDate, parseInstant, timeZone, type Instant } from '../../src/time/index.js';
import divisors from '../cases/cycles/divisors.json' with { type: 'json' };
import services from '../cases/cycles/service-periods.json' with { type: 'json' };
import terms from '../cases/cycles/terms.json' with { type: 'json' };
import { frozen } from '../support/frozen.js';
import { refusal } from '../support/refusal.js';

type Service = {
  readonly case: string;
  readonly why: string;
  readonly zone: string;
  readonly anchor_day: number;
  readonly subscription_start: string;
  readonly interval: { readonly start: string; readonly end: string | null };
  readonly billing_mode: 'in_advance' | 'in_arrear';
  readonly length: CycleLength | null;
  readonly invoicing?: CycleLength;
  readonly until: string;
  readonly bills: readonly {
    readonly invoice_date: string;
    readonly period: readonly [start: string, end: string];
    readonly full: readonly [start: string, end: string] | null;
    readonly portion?: readonly [start: string, end: string, index: number, of: number];
  }[];
};

describe('what each invoice bills of a price (§4.4, §4.5)', () => {
  it.each(services as unknown as readonly Service[])('$case: $why', (given) => {
    const price = billedInterval(frozen(given));
    const window = { start: parseInstant('2020-01-01T00:00:00Z'), end: parseInstant(given.until) };
    const dates = invoiceDates([price], window, 1200);
    expect(dates).toEqual(given.bills.map(({ invoice_date }) => parseInstant(invoice_date)));
    for (const { invoice_date, period, full, portion } of given.bills) {
      const service = servicePeriodAt(price, parseInstant(invoice_date))!;
      expect([service.start, service.end]).toEqual(instants(period));
      expect(service.full_period && [service.full_period.start, service.full_period.end]).toEqual(
        full && instants(full),
      );
      const [start, end, index, of] = portion ?? [...period, 1, 1];
      const expected = { start: parseInstant(start), end: parseInstant(end), index, of };
      expect(service.portion).toEqual(full === null ? null : expected);
    }
  });

  it('is listed once per date for several prices, and not without end', () => {
    const [advance, arrear] = services as unknown as readonly Service[];
    const window = { start: parseInstant('2025-01-01T00:00:00Z'), end: parseInstant('2026-01-01T00:00:00Z') };
    const both = [billedInterval(advance!), billedInterval(arrear!)];
    expect(invoiceDates(both, window, 3)).toEqual(
      instants(['2025-01-01T00:00:00Z', '2025-02-01T00:00:00Z', '2025-03-01T00:00:00Z']),
    );
    expect(refusal(() => invoiceDates(both, window, 2)).code).toBe('horizon_exceeded');
    expect(invoiceDates(both, { start: window.start, end: window.start }, 2)).toEqual([]);
    expect(invoiceDates([], window, 2)).toEqual([]);
  });
});

function billedInterval({ zone: name, anchor_day, subscription_start, length, ...given }: Service): BilledInterval {
  const zone = timeZone(name);
  const anchor = { day: anchor_day, month: null, year: null };
  const gridOf = (of: CycleLength): Grid =>
    alignCycle({ length: of, anchor, start: parseDate(subscription_start), zone });
  const billing = length && gridOf(length);
  const { start, end } = given.interval;
  return {
    interval: { start: parseInstant(start), end: end === null ? null : parseInstant(end) },
    billing_mode: given.billing_mode,
    billing,
    invoicing:
      billing && given.invoicing ? divideGrid(billing, given.invoicing) : (billing ?? gridOf(given.invoicing!)),
  };
}

function instants(texts: readonly string[]): readonly Instant[] {
  return texts.map((text) => parseInstant(text));
}

describe('term and billing period of a set of cadences (§4.4)', () => {
  it.each(terms)('$case: $why', (given) => {
    const lengths = frozen(given.lengths) as readonly CycleLength[];
    expect(termOf(lengths)).toEqual(given.term);
    expect(billingPeriodOf(lengths)).toEqual(given.billing_period);
    expect(termOf([...lengths].reverse())).toEqual(given.term);
  });
});

describe('an invoicing cycle (§4.5)', () => {
  it.each(divisors)('$case', ({ billing, invoicing, divides }) => {
    const length = billing as CycleLength;
    const grid: Grid = { origin: parseDate('2025-01-01'), length, zone: timeZone('UTC') };
    const divide = (): Grid => divideGrid(grid, invoicing as CycleLength, 'prices[0].invoicing_cycle_configuration');
    if (divides) expect(divide()).toEqual({ ...grid, length: invoicing });
    else
      expect(refusal(divide).issues).toMatchObject([
        { code: 'invoicing_cycle_not_divisor', path: 'prices[0].invoicing_cycle_configuration' },
      ]);
  });
});
