import { describe, expect, it } from 'vitest';
import {
  auditInvoice,
  draftInvoice,
  invoicesDue,
  upcomingInvoice,
  usageToMeasure,
  type Invoice,
} from '../../src/index.js';
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';
import { call, callMetric, calls, newYorker, seats, subscribed, type Subscribed } from '../support/subscribed.js';

type More = Partial<Parameters<typeof draftInvoice>[0]>;

function billed(of: Subscribed, invoice_date: string, more: More = {}) {
  return draftInvoice(frozen({ ...of, invoice_date, ...more }) as Parameters<typeof draftInvoice>[0]);
}

/** Name, first and last instant and amount of each line. */
function linesOf({ invoice }: ReturnType<typeof billed>): unknown {
  return invoice.line_items.map(({ name, start_date, end_date, amount }) => [
    name,
    start_date.slice(0, 10),
    end_date.slice(0, 10),
    amount,
  ]);
}

function dates(of: Subscribed, until: string): readonly string[] {
  return invoicesDue(frozen({ ...of, until })).map(({ invoice_date }) => invoice_date.slice(0, 10));
}

/** The same subscription with other settings on all of its price intervals. */
function altered(of: Subscribed, settings: object): Subscribed {
  const price_intervals = of.subscription.price_intervals.map((interval) => ({ ...interval, ...settings }));
  return { ...of, subscription: { ...of.subscription, price_intervals } };
}

describe('the invoice of a subscription on a date (§4.4)', () => {
  const monthly = subscribed([seats('12.00', 5), calls('0.05')], { start_date: '2026-01-15' });

  it('bills advances of what starts and arrears of what ends', () => {
    expect(dates(monthly, '2026-04-01')).toEqual(['2026-01-15', '2026-02-01', '2026-03-01']);
    // A stub of 17 of 31 days: 60.00 × 17 / 31 = 32.903…
    expect(linesOf(billed(monthly, '2026-01-15'))).toEqual([['Seats', '2026-01-15', '2026-02-01', '32.90']]);
    const events = [
      call('2026-01-14T12:00:00Z'),
      call('2026-01-15T12:00:00Z'),
      call('2026-02-01T04:59:59Z'),
      call('2026-02-01T05:00:00Z'),
    ];
    const february = billed(monthly, '2026-02-01', { events, metrics: [callMetric] });
    expect(linesOf(february)).toEqual([
      ['Seats', '2026-02-01', '2026-03-01', '60.00'],
      ['Calls', '2026-01-15', '2026-02-01', '0.10'],
    ]);
    expect(february.invoice.subscription).toEqual({ id: 'sub' });
    expect(auditInvoice({ invoices: [february.invoice] })).toEqual([]);
  });

  it('takes usage by price, or measures it up to now', () => {
    const usage = { calls: { quantity: 300 } };
    expect(billed(monthly, '2026-02-01', { usage }).invoice.total).toBe('75.00');
    const events = [call('2026-01-20T12:00:00Z'), call('2026-01-25T12:00:00Z')];
    const preview = billed(monthly, '2026-02-01', { events, metrics: [callMetric], at: '2026-01-22' });
    expect(preview.invoice.line_items.find(({ name }) => name === 'Calls')?.quantity).toBe(1);
  });

  it('is the preview of that date (L43)', () => {
    const events = [call('2026-01-20T12:00:00Z')];
    const input = { ...monthly, events, metrics: [callMetric], at: '2026-02-01' };
    const { invoice } = upcomingInvoice({ ...input, at: '2026-01-31T23:00:00Z' });
    const { invoice_date, created_at: _created, ...issued } = billed(monthly, '2026-02-01', input).invoice;
    const { target_date, created_at: _previewed, ...previewed } = invoice;
    expect(previewed).toEqual(issued);
    expect(target_date).toBe(invoice_date);
  });

  it('is foreseen within a trial: the date on which the trial ends, not the end of a period that bills nothing', () => {
    const prices = [seats('31.00', 1), calls('0.25')];
    const trial = subscribed(prices, { start_date: '2026-02-10', trial_duration_days: 40 });
    const events = [call('2026-02-12T12:00:00Z')];
    const foreseen = (input: Subscribed, at: string) => {
      const { invoice } = upcomingInvoice(frozen({ ...input, events, metrics: [callMetric], at }));
      return [invoice.target_date, invoice.total, invoice.line_items.map(({ name, quantity }) => [name, quantity])];
    };
    // 40 days from 10 February end on 22 March; ten of March's 31 days are left, and the call of the trial is waived.
    const lines = [
      ['Seats', 1],
      ['Calls', 1],
    ];
    const ended = ['2026-03-22T04:00:00+00:00', '10.00', lines];
    expect(foreseen(trial, '2026-02-20')).toEqual(ended);
    expect(foreseen(trial, '2026-03-21')).toEqual(ended);
    const measured = usageToMeasure(frozen({ ...trial, metrics: [callMetric], at: '2026-02-20' }));
    expect(measured.map(({ timeframe_start }) => timeframe_start)).toEqual(['2026-02-10T05:00:00+00:00']);
    // A fee alone is not there before the trial ends.
    const alone = subscribed([seats('31.00', 1)], { start_date: '2026-02-10', trial_duration_days: 40 });
    expect(foreseen(alone, '2026-02-20')).toEqual([ended[0], '10.00', [['Seats', 1]]]);
    const over = subscribed([seats('31.00', 1)], { start_date: '2026-02-10', end_date: '2026-02-15' });
    expect(faultsOf(() => foreseen(over, '2026-03-20'))).toEqual(['invalid_service_period invoice_date']);
  });

  it('refuses a date on which nothing falls due, and usage that is missing or stray', () => {
    expect(faultsOf(() => billed(monthly, '2026-02-02'))).toEqual(['invalid_service_period invoice_date']);
    expect(faultsOf(() => billed(monthly, '2026-02-01'))).toEqual(['missing_field usage']);
    const usage = { calls: { quantity: 1 }, other: { quantity: 1 } };
    expect(faultsOf(() => billed(monthly, '2026-02-01', { usage }))).toEqual(['price_reference usage.other']);
    expect(faultsOf(() => billed(monthly, '2026-02-01', { events: [], metrics: [] }))).toEqual([
      'invalid_reference subscription.price_intervals[1].price',
    ]);
  });

  it('bills each price by its own cadence', () => {
    const mixed = subscribed([seats('100.00', 1, { cadence: 'annual' }), calls('1.00', { cadence: 'quarterly' })], {
      start_date: '2026-01-01',
    });
    expect(dates(mixed, '2027-02-01')).toEqual(['2026-01-01', '2026-04-01', '2026-07-01', '2026-10-01', '2027-01-01']);
    const usage = { calls: { quantity: 7 } };
    expect(linesOf(billed(mixed, '2027-01-01', { usage }))).toEqual([
      ['Seats', '2027-01-01', '2028-01-01', '100.00'],
      ['Calls', '2026-10-01', '2027-01-01', '7.00'],
    ]);
  });

  it('bills a one-time fee once, undivided', () => {
    const once = subscribed([seats('99.00', 1, { cadence: 'one_time' }), calls('1.00')], { start_date: '2026-01-15' });
    expect(linesOf(billed(once, '2026-01-15'))).toEqual([['Seats', '2026-01-15', '2026-01-15', '99.00']]);
    expect(billed(once, '2026-02-01', { usage: { calls: { quantity: 0 } } }).invoice.total).toBe('0.00');
  });

  it('splits a yearly fee into monthly instalments that add up to the cent (F15)', () => {
    const invoicing = { invoicing_cycle_configuration: { duration: 1, duration_unit: 'month' } };
    const yearly = subscribed([seats('1000.00', 1, { cadence: 'annual', ...invoicing })], { start_date: '2026-01-01' });
    const months = dates(yearly, '2027-01-01');
    expect(months).toHaveLength(12);
    const invoices: Invoice[] = [];
    for (const month of months) {
      const { invoice } = billed(yearly, month, { earlier_invoices: [...invoices], invoice_number: month });
      invoices.push(invoice as Invoice);
    }
    // round(1000 k / 12) − round(1000 (k − 1) / 12): 83.33, 166.67, 250.00, …
    expect(invoices.map(({ total }) => total).slice(0, 4)).toEqual(['83.33', '83.34', '83.33', '83.33']);
    expect(invoices.reduce((sum, { total }) => sum + Math.round(Number(total) * 100), 0)).toBe(100_000);
    expect(auditInvoice({ invoices })).toEqual([]);
  });

  it('counts a yearly quantity of usage cumulatively on monthly invoices', () => {
    const invoicing = { invoicing_cycle_configuration: { duration: 1, duration_unit: 'month' } };
    const tiers = [
      { first_unit: 0, last_unit: 10, unit_amount: '1.00' },
      { first_unit: 10, last_unit: null, unit_amount: '0.50' },
    ];
    const tiered = { ...calls('0'), model_type: 'tiered', tiered_config: { tiers }, cadence: 'annual', ...invoicing };
    const yearly = subscribed([tiered as never], { start_date: '2026-01-01' });
    const first = billed(yearly, '2026-02-01', { usage: { calls: { quantity: 8 } }, invoice_number: 'A-1' }).invoice;
    // 12 so far: 10 × 1.00 + 2 × 0.50 = 11.00, of which 8.00 was billed.
    const second = billed(yearly, '2026-03-01', { usage: { calls: { quantity: 12 } }, earlier_invoices: [first] });
    expect(
      second.invoice.line_items.map((line) => [line.subtotal, line.partially_invoiced_amount, line.amount]),
    ).toEqual([['11.00', '8.00', '3.00']]);
  });

  // §5: 5 seats for 19 days, 8 seats for 12 days of March: 12.00 × 191 / 31 = 73.935…
  it('bills changed quantities in arrears by their days, on one line', () => {
    const arrears = subscribed([seats('12.00', 5, { billed_in_advance: false })], { start_date: '2026-03-01' });
    const change = { price_id: 'seats', effective_date: '2026-03-20T04:00:00+00:00', quantity: 8 };
    const april = billed(altered(arrears, { fixed_fee_quantity_transitions: [change] }), '2026-04-01');
    expect(linesOf(april)).toEqual([['Seats', '2026-03-01', '2026-04-01', '73.94']]);
    expect(auditInvoice({ invoices: [april.invoice] })).toEqual([]);
  });

  it('bills the usage of a trial once, when it ends, and fees from then on', () => {
    const trial = subscribed([seats('31.00', 1), calls('1.00')], { start_date: '2026-01-10', trial_duration_days: 45 });
    expect(dates(trial, '2026-03-15')).toEqual(['2026-02-24', '2026-03-01']);
    const usage = { calls: { quantity: 40 } };
    const end = billed(trial, '2026-02-24', { usage });
    // List price, less all of it; a stub of 5 of 28 days: 31.00 × 5 / 28 = 5.535…
    expect(end.invoice.line_items.map(({ name, subtotal, amount }) => [name, subtotal, amount])).toEqual([
      ['Seats', '5.54', '5.54'],
      ['Calls', '40.00', '0.00'],
    ]);
  });

  it('leaves usage that may wait to the next scheduled invoice (Orb:DEFER)', () => {
    const plain = subscribed([calls('1.00')], { start_date: '2026-01-01' });
    const ended = (can_defer_billing: boolean): Subscribed =>
      altered(plain, { can_defer_billing, end_date: '2026-01-20T05:00:00+00:00' });
    expect(dates(ended(false), '2026-03-01')).toEqual(['2026-01-20']);
    expect(dates(ended(true), '2026-03-01')).toEqual(['2026-02-01']);
    const usage = { calls: { quantity: 3 } };
    expect(linesOf(billed(ended(true), '2026-02-01', { usage }))).toEqual([
      ['Calls', '2026-01-01', '2026-01-20', '3.00'],
    ]);
  });

  it('narrows usage by the filter, the customers and the parameters of an interval', () => {
    const metric = { ...callMetric, filter: 'size >= {{least}}', parameters: { least: 1 } };
    const plain = subscribed([calls('1.00')], { start_date: '2026-01-01' });
    const sized = (size: number, more: object = {}) => ({
      ...call(`2026-01-0${size}T00:00:00Z`, more),
      properties: { size, region: size > 3 ? 'eu' : 'us' },
    });
    const events = [sized(2), sized(3), sized(4), sized(5, { customer_id: 'child' })];
    const quantity = (settings: object): number | undefined =>
      billed(altered(plain, settings), '2026-02-01', { events, metrics: [metric] }).invoice.line_items[0]?.quantity;
    expect(quantity({})).toBe(3);
    expect(quantity({ filter: "region = 'eu'" })).toBe(1);
    expect(quantity({ metric_parameter_overrides: { least: 3 } })).toBe(2);
    expect(quantity({ usage_customer_ids: ['acme', 'child'] })).toBe(4);
    expect(quantity({ usage_customer_ids: ['child'] })).toBe(1);
  });

  it('bills a price that was replaced within the month by its days on each side', () => {
    const plain = subscribed([seats('31.00', 1, { billed_in_advance: false })], { start_date: '2026-01-01' });
    const cut = altered(plain, { end_date: '2026-01-11T05:00:00+00:00' });
    const [first] = cut.subscription.price_intervals;
    const price = { ...first!.price, id: 'dear', unit_config: { unit_amount: '62.00' } };
    const dear = { ...first!, id: 'dear', price, start_date: '2026-01-11T05:00:00+00:00', end_date: null };
    const after = { ...cut, subscription: { ...cut.subscription, price_intervals: [first, dear] } } as Subscribed;
    // 10 of 31 days at 31.00, billed when it ends; 21 of 31 days at 62.00.
    expect(billed(after, '2026-01-11').invoice.total).toBe('10.00');
    expect(billed(after, '2026-02-01').invoice.total).toBe('42.00');
  });

  it('charges taxes, applies the balance and nets earlier invoices as any draft does', () => {
    const rich = { ...newYorker, balance: '10.00' };
    const { invoice } = billed({ ...monthly, customer: rich }, '2026-01-15');
    expect([invoice.total, invoice.amount_due]).toEqual(['32.90', '22.90']);
  });
});
