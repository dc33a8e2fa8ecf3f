import { describe, expect, it } from 'vitest';
import {
  aggregateUsage,
  auditInvoice,
  draftInvoice,
  draftPartialInvoice,
  usageToMeasure,
  type Invoice,
} from '../../src/index.js';
import { frozen } from '../support/frozen.js';
import { faultsOf, refusal } from '../support/refusal.js';
import { call, callMetric, calls, seats, subscribed, type Subscribed } from '../support/subscribed.js';

type PartialInput = Parameters<typeof draftPartialInvoice>[0];
type Closing = Parameters<typeof draftInvoice>[0];

function partial(of: Subscribed, at: string, more: object = {}) {
  return draftPartialInvoice(frozen({ ...of, at, invoicing_threshold: '1.00', ...more }) as PartialInput);
}

/** Name, first and last instant and amount of each line. */
function linesOf(invoice: Pick<Invoice, 'line_items'> | null): unknown {
  return invoice?.line_items.map(({ name, start_date, end_date, amount }) => [
    name,
    start_date.slice(0, 10),
    end_date.slice(0, 10),
    amount,
  ]);
}

/** Some calls at noon of a day. */
function callsOn(day: string, count: number, properties: Readonly<Record<string, string | number>> = {}) {
  return Array.from({ length: count }, (_, index) => ({
    ...call(`${day}T12:00:00Z`),
    properties,
    idempotency_key: `${day} ${JSON.stringify(properties)} ${index}`,
  }));
}

describe('the partial invoice of a subscription (§10)', () => {
  const monthly = subscribed([seats('12.00', 5), calls('0.05')], { start_date: '2026-01-15' });
  const metrics = [callMetric];

  it('bills the open service period of each price in arrears, and the closing invoice the rest', () => {
    const events = [...callsOn('2026-01-16', 40), ...callsOn('2026-01-28', 10)];
    const first = partial(monthly, '2026-01-20', { events, metrics });
    // 40 × 0.05; the seats are billed in advance.
    expect(first.measure).toBe('2.00');
    expect(linesOf(first.invoice as Invoice)).toEqual([['Calls', '2026-01-15', '2026-01-20', '2.00']]);
    expect(first.invoice).toMatchObject({ invoice_source: 'partial', subscription: { id: 'sub' } });
    const earlier_invoices = [first.invoice];
    // 50 × 0.05 − 2.00 does not come to 1.00.
    expect(partial(monthly, '2026-01-30', { events, metrics, earlier_invoices })).toMatchObject({
      measure: '0.50',
      invoice: null,
    });
    const closing = draftInvoice(
      frozen({ ...monthly, invoice_date: '2026-02-01', events, metrics, earlier_invoices }) as Closing,
    );
    expect(linesOf(closing.invoice as Invoice)).toEqual([
      ['Seats', '2026-02-01', '2026-03-01', '60.00'],
      ['Calls', '2026-01-15', '2026-02-01', '0.50'],
    ]);
    expect(auditInvoice({ invoices: [first.invoice, closing.invoice] as Invoice[] })).toEqual([]);
  });

  it('refuses one whose lines begin inside what the invoice bills, naming both (L49)', () => {
    const events = callsOn('2026-01-20', 40);
    const { invoice } = partial(monthly, '2026-01-25', { events, metrics });
    const moved = {
      ...invoice,
      line_items: invoice?.line_items.map((line) => ({ ...line, start_date: '2026-01-17T05:00:00+00:00' })),
    };
    const drafting = { ...monthly, invoice_date: '2026-02-01', events, metrics, earlier_invoices: [moved] };
    const { issues } = refusal(() => draftInvoice(frozen(drafting) as unknown as Closing));
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'inconsistent_history earlier_invoices[0].line_items[0]',
    ]);
    expect(issues[0]?.message).toContain(invoice?.id);
    expect(issues[0]?.message).toContain('2026-01-15T05:00:00');
  });

  it('measures by the filter and the metric parameters of each price interval', () => {
    const metric = {
      id: callMetric.id,
      sql: "SELECT COUNT(*) FROM events WHERE event_name = 'call' AND size >= {{least}}",
      parameters: { least: 1 },
    };
    const price_intervals = monthly.subscription.price_intervals.map((interval) => ({
      ...interval,
      filter: "region = 'eu'",
      metric_parameter_overrides: { least: 10 },
    }));
    const of = { ...monthly, subscription: { ...monthly.subscription, price_intervals } };
    const events = [
      ...callsOn('2026-01-16', 30, { region: 'eu', size: 10 }),
      ...callsOn('2026-01-16', 50, { region: 'eu', size: 9 }),
      ...callsOn('2026-01-16', 70, { region: 'us', size: 10 }),
    ];
    // 30 × 0.05 of the 150.
    expect(partial(of, '2026-01-20', { events, metrics: [metric] }).measure).toBe('1.50');
  });

  it('is of what was measured elsewhere what it is of the events, each price asked for by itself', () => {
    const [quick, slow] = [calls('0.05'), { ...calls('0.07'), id: 'slow', cadence: 'quarterly' as const }];
    const of = subscribed([seats('12.00', 5), quick, slow], { start_date: '2026-01-01' });
    const events = [...callsOn('2026-01-16', 40), ...callsOn('2026-02-10', 20), ...callsOn('2026-02-25', 5)];
    const at = '2026-02-20';
    const asked = usageToMeasure(frozen({ ...of, at, metrics, invoice_source: 'partial' as const }));
    expect(asked.map(({ timeframe_start, timeframe_end }) => [timeframe_start, timeframe_end])).toEqual([
      ['2026-02-01T05:00:00+00:00', '2026-02-20T05:00:00+00:00'],
      ['2026-01-01T05:00:00+00:00', '2026-02-20T05:00:00+00:00'],
    ]);
    const usage = Object.fromEntries(
      asked.map(({ price_interval_id, metric, timeframe_start, timeframe_end }) => [
        price_interval_id,
        aggregateUsage({ metric, timeframe_start, timeframe_end, events }),
      ]),
    );
    // 20 × 0.05 + 60 × 0.07
    expect(partial(of, at, { usage }).measure).toBe('5.20');
    expect(partial(of, at, { usage }).invoice).toEqual(partial(of, at, { events, metrics }).invoice);
    expect(usageToMeasure({ ...of, at: '2026-01-01', metrics, invoice_source: 'partial' })).toEqual([]);
    const refused = { ...of, at, metrics, invoice_date: '2026-02-01' };
    expect(faultsOf(() => usageToMeasure({ ...refused, invoice_source: 'partial' }))).toEqual([
      'invalid_type invoice_date',
    ]);
    expect(faultsOf(() => usageToMeasure({ ...of, at, metrics, invoice_source: 'final' as 'partial' }))).toEqual([
      'invalid_type invoice_source',
    ]);
  });

  it('goes back to where a longer service period began', () => {
    const quarterly = subscribed([seats('12.00', 5), { ...calls('0.05'), cadence: 'quarterly' }], {
      start_date: '2026-01-01',
    });
    const events = [...callsOn('2026-01-16', 40), ...callsOn('2026-02-10', 20)];
    const { invoice } = partial(quarterly, '2026-02-20', { events, metrics });
    // (40 + 20) × 0.05
    expect(linesOf(invoice as Invoice)).toEqual([['Calls', '2026-01-01', '2026-02-20', '3.00']]);
  });

  it('has nothing to bill at the very end, which is the closing invoice’s, nor before the start', () => {
    const events = callsOn('2026-01-16', 40);
    for (const at of ['2026-02-01', '2026-01-15', '2026-01-01']) {
      expect([at, partial(monthly, at, { events, metrics })]).toMatchObject([at, { measure: '0.00', invoice: null }]);
    }
  });

  it('refuses what only a closing invoice takes', () => {
    const refused = faultsOf(() => partial(monthly, '2026-01-20', { ordinal: 1 }));
    expect(JSON.stringify(refused)).toContain('ordinal');
    expect(faultsOf(() => draftPartialInvoice({ ...monthly, invoicing_threshold: '1' } as PartialInput))).not.toEqual(
      [],
    );
  });
});
