import {
  cancelSubscription,
  createSubscription,
  draftInvoice,
  draftPartialInvoice,
  drawBalance,
  explain,
  issueCreditCharges,
  renderExplanation,
  upcomingInvoice,
} from 'reckoner';
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../support/refusal.js';
import cases from '../cases/credits/licenses.json' with { type: 'json' };
import { chargesIn, decrementsIn, licensedDraft, type LicensedShop } from './licensed-shop.js';

type LicensesCase = LicensedShop & {
  readonly name: string;
  readonly arithmetic: string;
  readonly charges: readonly string[];
  readonly decrements: readonly string[];
  readonly total: string;
};

const all = cases as unknown as readonly LicensesCase[];
const written = all.find(({ write_off_overage }) => write_off_overage === true)!;

describe('§8.6 licences use their own credits', () => {
  it.each(all)('$name: $arithmetic', ({ charges, decrements, total, ...shop }) => {
    const { invoice, ledgers } = draftInvoice(licensedDraft(shop));
    const [ledger] = ledgers;
    expect({ charges: chargesIn(ledger!), decrements: decrementsIn(ledger!), total: invoice.total }).toEqual({
      charges,
      decrements,
      total,
    });
  });

  it('are told apart by the type that a price names, where there are several', () => {
    const draft = licensedDraft(all[0]!);
    const bot = { id: 'bot', name: 'Bot', grouping_key: 'bot' };
    const several = { ...draft, license_types: [...draft.license_types, bot] };
    const nobody = ['2026-01-03 nobody 15', '2026-01-04 nobody 30', '2026-01-05 nobody 7'];
    const chargedBy = (license_type_id: string | null) => {
      const prices = draft.prices.map((price) => ({ ...price, license_type_id })) as typeof draft.prices;
      return chargesIn(draftInvoice({ ...several, prices }).ledgers[0]!);
    };
    expect(chargedBy(null)).toEqual(nobody);
    expect(chargedBy('bot')).toEqual(nobody);
    expect(chargedBy('seat')).toEqual(all[0]!.charges);
    // A price of a subscription that was asked for by the bare id of its type, which its document has as a label.
    const { prices, period: _, ...rest } = several;
    const { subscription, schedule } = createSubscription({
      customer: draft.customer,
      plans: [
        {
          id: 'pro',
          name: 'Pro',
          currency: 'USD',
          prices: prices.map((price) => ({ ...price, license_type_id: 'seat' })) as typeof prices,
        },
      ],
      request: { customer_id: 'acme', plan_id: 'pro', start_date: '2026-01-01' },
      at: '2026-01-01',
    });
    const licenses = rest.licenses.map((license) => ({ ...license, subscription_id: subscription.id }));
    const billed = draftInvoice({ ...rest, licenses, subscription, schedule, invoice_date: '2026-02-01' });
    expect(chargesIn(billed.ledgers[0]!)).toEqual(all[0]!.charges);
  });

  it('do not count where they are of another subscription', () => {
    const draft = { ...licensedDraft(all[0]!), subscription: { id: 'other' } };
    expect(chargesIn(draftInvoice(draft).ledgers[0]!).join()).not.toContain('ann');
  });

  it('need events, and types that are known', () => {
    const { events: _, metrics: __, ...draft } = licensedDraft(all[0]!);
    const usage = { calls: { quantity: 52 } };
    expect(faultsOf(() => draftInvoice({ ...draft, usage }))).toEqual(['missing_field events']);
    expect(faultsOf(() => draftInvoice({ ...licensedDraft(all[0]!), license_types: [] }))).toEqual([
      'invalid_reference licenses[0].license_type_id',
      'invalid_reference licenses[1].license_type_id',
    ]);
    const [seat] = draft.license_types;
    expect(faultsOf(() => draftInvoice({ ...licensedDraft(all[0]!), license_types: [seat!, seat!] }))).toEqual([
      'invalid_reference license_types[1].id',
    ]);
  });

  it('take what was measured by who used it, day by day', () => {
    const { events: _, metrics: __, ...draft } = licensedDraft(all[0]!);
    const usage = { calls: { quantity: 52 } };
    const faultsIn = (license_usage: unknown) =>
      faultsOf(() => draftInvoice({ ...draft, usage, license_usage } as never));
    const group = { grouping_values: ['ann'], quantity: 52 };
    expect(faultsIn({ calls: { quantity: 52 } })).toEqual(['missing_field license_usage.calls.is_summable']);
    expect(faultsIn({ calls: { quantity: 52, is_summable: true } })).toEqual([
      'missing_field license_usage.calls.groups',
    ]);
    expect(faultsIn({ calls: { quantity: 52, is_summable: true, groups: [group] } })).toEqual([
      'missing_field license_usage.calls.groups[0].windows',
    ]);
    expect(faultsIn({ calls: { quantity: 52, is_summable: false, groups: [] }, other: {} })).toEqual([
      'price_reference license_usage.other',
    ]);
    expect(faultsIn('all')).toEqual(['invalid_type license_usage', 'missing_field events']);
    // Where days do not add up, nobody's part can be told.
    const untold = { calls: { quantity: 52, is_summable: false, groups: [group] } };
    const { ledgers } = draftInvoice({ ...draft, usage, license_usage: untold });
    expect(chargesIn(ledgers[0]!)).toEqual(['2026-01-31 nobody 52']);
  });

  it('are charged alike by a preview, a draft and a step of the subscription (L43)', () => {
    const { customer, prices, period: _, ledgers, ...rest } = licensedDraft(all[0]!);
    const created = createSubscription({
      customer,
      plans: [{ id: 'pro', name: 'Pro', currency: 'USD', prices }],
      request: { customer_id: 'acme', plan_id: 'pro', start_date: '2026-01-01' },
      at: '2026-01-01',
    });
    const { subscription, schedule } = created;
    const licenses = rest.licenses.map((license) => ({ ...license, subscription_id: subscription.id }));
    const given = { ...rest, customer, ledgers, licenses, subscription, schedule };
    const draft = draftInvoice({ ...given, invoice_date: '2026-02-01' });
    const preview = upcomingInvoice({ ...given, at: '2026-01-31T12:00:00Z' });
    const ended = cancelSubscription({
      ...given,
      request: { cancel_option: 'requested_date', cancellation_date: '2026-02-01' },
      at: '2026-02-01',
    });
    expect(chargesIn(draft.ledgers[0]!)).toEqual(all[0]!.charges);
    expect(decrementsIn(ended.ledgers[0]!)).toEqual(all[0]!.decrements);
    expect([draft.invoice.total, preview.invoice.total]).toEqual(['1.70', '1.70']);
  });

  it('show what was written off as that, and not as credits that came', () => {
    const draft = draftInvoice(licensedDraft(written));
    const own = 'block:acme:credits:allocation:own:license of ann:20260101T000000Z';
    expect(renderExplanation(explain(draft))).toContain(`Written off beyond block ${own}`);
    const picture = drawBalance(draft.ledgers[0]!, { at: '2026-01-31' });
    expect([...picture.matchAll(/<title>[^<]*: (\d+) granted/g)].map(([, amount]) => amount)).toEqual([
      '20',
      '20',
      '5',
    ]);
  });

  it('lose what comes back of what was written off (§8.5)', () => {
    const used = (quantity: number) =>
      licensedDraft({
        ...written,
        events: [
          ['ann', '2026-01-03', quantity],
          ['eve', '2026-01-03', 10],
        ],
      });
    // Of Eve's 10 the pool pays 5, the rest is billed at once.
    const partial = draftPartialInvoice({ ...used(30), at: '2026-01-10', invoicing_threshold: '0.01' });
    const { id } = partial.invoice!;
    const issued = issueCreditCharges({ ledger: partial.ledgers[0]!, invoice_id: id, at: '2026-01-10' }).ledger;
    const earlier_invoices = [{ ...partial.invoice, invoice_number: '', status: 'issued' }] as never;
    const fallen = draftInvoice({ ...used(18), ledgers: [issued], earlier_invoices });
    const entries = fallen.ledgers[0]!.entries.map(
      ({ entry_type, amount, ending_balance }) => `${entry_type} ${amount} → ${ending_balance}`,
    );
    // Paid were 20 + 10 written off + 5; of 28 that are left 7 come back, the latest first: 5 to the pool, 2 to nobody.
    expect(entries).toEqual([
      'increment 20 → 20',
      'increment 20 → 40',
      'increment 5 → 45',
      'decrement 20 → 25',
      'increment 10 → 35',
      'decrement 10 → 25',
      'decrement 5 → 20',
      'amendment 5 → 25',
      'amendment 2 → 27',
      'credit_block_expiry 2 → 25',
      'credit_block_expiry 20 → 5',
      'credit_block_expiry 5 → 0',
    ]);
  });

  it('share usage that was given as events share it', () => {
    const draft = licensedDraft(all[0]!);
    const given = draftInvoice({ ...draft, usage: { calls: { quantity: 52 } } });
    // Without windows all of it is charged on the last day; whose it is, the events tell: 35, 10 and 7 of 52.
    expect(chargesIn(given.ledgers[0]!)).toEqual(['2026-01-31 ann 35', '2026-01-31 bob 10', '2026-01-31 nobody 7']);
  });
});
