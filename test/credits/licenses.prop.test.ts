import fc from 'fast-check';
import {
  aggregateUsage,
  createLedger,
  createSubscription,
  createUsageMeter,
  draftInvoice,
  draftPartialInvoice,
  expireCredits,
  issueCreditCharges,
  usageToMeasure,
  type AggregatedUsage,
  type UsageToMeasure,
} from 'reckoner';
import { describe, expect, it } from 'vitest';
import { divideByLicense, type ByLicense } from '../../src/credits/index.js';
import { currencyOf } from '../../src/currency/index.js';
import { add, formatDecimal, integer, zero } from '../../src/decimal/index.js';
import { chargesIn, decrementsIn, licensedDraft, type LicensedShop, type Used } from './licensed-shop.js';

const holders = ['ann', 'bob', 'eve'] as const;
const day = fc.integer({ min: 1, max: 4 }).map((number) => `2026-01-0${number}`);
const use = fc.tuple(fc.constantFrom(...holders, null), day, fc.integer({ min: 0, max: 9 }));
const shop = fc.record({
  allocated: fc.integer({ min: 1, max: 20 }),
  pool: fc.integer({ min: 0, max: 15 }),
  write_off_overage: fc.boolean(),
  events: fc.array(use, { minLength: 1, maxLength: 10 }),
});

type Drawn = {
  readonly allocated: number;
  readonly pool: number;
  readonly write_off_overage: boolean;
  readonly events: readonly Used[];
};

/** One credit a unit; Eve has no licence. */
const priced = (drawn: Drawn): LicensedShop => ({
  ...drawn,
  licenses: [
    ['ann', '2026-01-01', null],
    ['bob', '2026-01-01', null],
  ],
  price: { currency: 'credits', conversion_rate: '1', model_type: 'unit', unit_config: { unit_amount: '1' } },
});

/** Burns whole numbers by hand: of each day each licence by name, its own credits first, then those without one, or none. */
function burntByHand({ allocated, pool, events, write_off_overage }: Drawn): {
  readonly decrements: readonly string[];
  readonly left: number;
} {
  const balances = new Map<string, number>([
    ['ann', allocated],
    ['bob', allocated],
    ['pool', pool],
  ]);
  const decrements: string[] = [];
  let left = 0;
  for (const date of ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04']) {
    const of = (named: (user: unknown) => boolean) =>
      events.filter(([user, own]) => own === date && named(user)).reduce((sum, [, , n]) => sum + n, 0);
    const wanted = [
      ['ann', of((user) => user === 'ann')],
      ['bob', of((user) => user === 'bob')],
      ['nobody', of((user) => user === 'eve' || user === null)],
    ] as const;
    const paidBy = (payer: string, amount: number): number => {
      const paid = Math.min(amount, balances.get(payer) ?? 0);
      if (paid > 0) decrements.push(`${date} ${payer} ${paid}`);
      balances.set(payer, (balances.get(payer) ?? 0) - paid);
      return amount - paid;
    };
    for (const [holder, amount] of wanted) {
      const rest = paidBy(holder, amount);
      const isWrittenOff = write_off_overage && holder !== 'nobody';
      if (isWrittenOff && rest > 0) decrements.push(`${date} written off for ${holder} ${rest}`);
      if (!isWrittenOff) left += paidBy('pool', rest);
    }
  }
  return { decrements, left };
}

const totalsOf = (rows: readonly string[]): ReadonlyMap<string, number> =>
  rows.reduce((sums, row) => {
    const cut = row.lastIndexOf(' ');
    const key = row.slice(0, cut);
    return sums.set(key, (sums.get(key) ?? 0) + Number(row.slice(cut + 1)));
  }, new Map<string, number>());

const sorted = (rows: ReadonlyMap<string, number>) => [...rows].sort(([a], [b]) => (a < b ? -1 : 1));

describe('laws of licences (§8.6)', () => {
  it('each licence burns its own credits, then the shared ones, as counted by hand (L38, L40)', () => {
    fc.assert(
      fc.property(shop, (drawn) => {
        const { invoice, ledgers } = draftInvoice(licensedDraft(priced(drawn)));
        const { decrements, left } = burntByHand(drawn);
        const [ledger] = ledgers;
        expect(decrementsIn(ledger!)).toEqual(decrements);
        expect(Number(invoice.total)).toBe(left);
        // What is written off leaves no trace in the balance, and comes about again in every run (L36, L42).
        const { balance, blocks } = ledger!;
        expect(blocks.filter(({ writes_off }) => writes_off !== undefined).every((own) => own.balance === '0')).toBe(
          true,
        );
        expect(balance).toBe(String(blocks.reduce((sum, own) => sum + Number(own.balance), 0)));
        expect(expireCredits({ ledger: ledger!, at: '2026-01-31' }).ledger).toEqual(ledger);
      }),
      { numRuns: 25 },
    );
  });

  it('usage that a meter streamed past is billed as its events are', () => {
    fc.assert(
      fc.property(shop, (drawn) => {
        const { events, ...draft } = licensedDraft(priced(drawn));
        const { customer, prices, metrics, period, ledgers, licenses, license_types } = draft;
        const meter = createUsageMeter({ customer, prices, metrics, period, ledgers, licenses, license_types });
        meter.addAll(events);
        const { metrics: _, ...counted } = draft;
        const measured = { usage: meter.usage(), license_usage: meter.licenseUsage() };
        expect(draftInvoice({ ...counted, ...measured })).toEqual(draftInvoice({ ...draft, events }));
      }),
      { numRuns: 10 },
    );
  });

  it('usage that a database counted is billed as its events are', () => {
    const { customer, prices, metrics } = licensedDraft(
      priced({ allocated: 1, pool: 0, write_off_overage: false, events: [] }),
    );
    const { subscription, schedule } = createSubscription({
      customer,
      plans: [{ id: 'pro', name: 'Pro', currency: 'USD', prices }],
      request: { customer_id: 'acme', plan_id: 'pro', start_date: '2026-01-01' },
      at: '2026-01-01',
    });
    fc.assert(
      fc.property(shop, (drawn) => {
        const { events, ledgers, license_types, ...draft } = licensedDraft(priced(drawn));
        const licenses = draft.licenses.map((own) => ({ ...own, subscription_id: subscription.id }));
        const given = {
          customer,
          subscription,
          schedule,
          ledgers,
          licenses,
          license_types,
          invoice_date: '2026-02-01',
        };
        const answers = { usage: {}, license_usage: {} } as Record<
          UsageToMeasure['answers'],
          Record<string, AggregatedUsage>
        >;
        for (const question of usageToMeasure({ ...given, metrics, at: '2026-02-01' })) {
          const { metric, timeframe_start, timeframe_end, group_by, null_groups, by_day_in } = question;
          answers[question.answers][question.price_interval_id] = aggregateUsage({
            metric,
            events,
            timeframe_start,
            timeframe_end,
            group_by,
            null_groups,
            granularity: 'day',
            view_mode: 'cumulative',
            timezone: by_day_in!,
          });
        }
        expect(Object.keys(answers.license_usage)).toHaveLength(1);
        expect(draftInvoice({ ...given, ...answers })).toEqual(draftInvoice({ ...given, events, metrics }));
      }),
      { numRuns: 10 },
    );
  });

  it('the order of events and licences makes no difference (L3)', () => {
    fc.assert(
      fc.property(shop, (drawn) => {
        const draft = licensedDraft(priced(drawn));
        const turned = { ...draft, events: [...draft.events].reverse(), licenses: [...draft.licenses].reverse() };
        expect(draftInvoice(turned)).toEqual(draftInvoice(draft));
      }),
      { numRuns: 10 },
    );
  });

  it('a partial invoice and the last one charge each licence of each day what one invoice does (L41)', () => {
    fc.assert(
      fc.property(shop, fc.constantFrom('2026-01-02', '2026-01-03T12:00:00Z'), (drawn, at) => {
        // Half of the events are in the afternoon, so that a cut within a day divides it.
        const events = drawn.events.map(([user, date, n], position): Used => [
          user,
          `${date}T${position % 2 === 0 ? '10' : '20'}:00:00Z`,
          n,
        ]);
        const draft = licensedDraft(priced({ ...drawn, events }));
        const partial = draftPartialInvoice({ ...draft, at, invoicing_threshold: '0.01' });
        fc.pre(partial.invoice !== null);
        const [ledger] = partial.ledgers;
        const { id } = partial.invoice;
        const issued = issueCreditCharges({ ledger: ledger!, invoice_id: id, at }).ledger;
        const last = draftInvoice({
          ...draft,
          ledgers: [issued],
          earlier_invoices: [{ ...partial.invoice, invoice_number: '', status: 'issued' }] as never,
        });
        const [once] = draftInvoice(draft).ledgers;
        expect(sorted(totalsOf(chargesIn(last.ledgers[0]!)))).toEqual(sorted(totalsOf(chargesIn(once!))));
      }),
      { numRuns: 15 },
    );
  });

  it('licences without credits of their own change nothing', () => {
    fc.assert(
      fc.property(shop, (drawn) => {
        const draft = licensedDraft(priced(drawn));
        const ledgers = [createLedger({ customer_id: 'acme', currency: 'credits', timezone: 'UTC' })];
        const { licenses: _, license_types: __, ...without } = draft;
        expect(draftInvoice({ ...draft, ledgers })).toEqual(draftInvoice({ ...without, ledgers }));
      }),
      { numRuns: 8 },
    );
  });

  it('the parts of a day add up to it, none below zero, each within one unit of its share (L6)', () => {
    const name = fc.constantFrom(null, 'a', 'b', 'c', 'd');
    const weights = fc.array(fc.tuple(name, fc.integer({ min: -3, max: 40 })), { maxLength: 5 });
    fc.assert(
      fc.property(fc.nat(5000), weights, fc.constantFrom('JPY', 'credits'), (amount, drawn, code) => {
        const used: ByLicense = new Map(drawn.map(([license, weight]) => [license, integer(weight)]));
        const whole = integer(amount);
        const shared = {
          whole,
          charged: whole,
          unused: zero,
          used,
          charged_before: new Map(),
          currency: currencyOf(code),
        };
        const parts = divideByLicense(shared);
        expect(formatDecimal([...parts.values()].reduce(add, zero))).toBe(String(amount));
        const positive = new Map<string | null, number>(drawn);
        const sum = [...positive.values()].reduce((total, weight) => total + Math.max(weight, 0), 0);
        for (const [license, part] of parts) {
          const share = sum === 0 ? amount : (amount * Math.max(positive.get(license) ?? 0, 0)) / sum;
          expect(Number(formatDecimal(part))).toBeGreaterThanOrEqual(0);
          expect(Math.abs(Number(formatDecimal(part)) - share)).toBeLessThan(1);
        }
      }),
      { numRuns: 200 },
    );
  });
});
