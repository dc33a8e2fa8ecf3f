import {
  applyLedgerEntry,
  cancelSubscription,
  createSubscription,
  draftInvoice,
  issueCreditCharges,
  issueInvoice,
  releaseCreditCharges,
  voidInvoice,
  type ApplyLedgerEntryInput,
  type CreditLedger,
  type DraftInvoiceInput,
  type Effect,
} from 'reckoner';
import { describe, expect, it } from 'vitest';
import { frozen } from '../support/frozen.js';
import { playLedger, tableOf } from '../support/ledger-scenario.js';
import { faultsOf } from '../support/refusal.js';
import { call, callMetric, calls, newYorker, seats } from '../support/subscribed.js';

const customer = newYorker;
const timezone = customer.timezone;
const at = '2026-02-02';

type Grant = Omit<Extract<ApplyLedgerEntryInput['entry'], { entry_type: 'increment' }>, 'entry_type'>;

function granted(currency: string, ...blocks: readonly Grant[]): CreditLedger {
  const steps = blocks.map((block) => ({
    at: '2026-01-01',
    entry: { entry_type: 'increment' as const, ...block },
  }));
  return playLedger({ currency, timezone }, steps).ledger;
}

const usd = granted('USD', { block_id: 'gift', amount: 30 });
const base = {
  customer,
  prices: [{ id: 'calls', name: 'Calls', model_type: 'unit', unit_config: { unit_amount: '1' } }],
  usage: { calls: { quantity: 80 } },
  period: { start_date: '2026-01-01', end_date: '2026-02-01' },
} as const satisfies DraftInvoiceInput;

const drafted = draftInvoice(frozen({ ...base, ledgers: [usd] }));
const issuing = { invoice: drafted.invoice, customer, at, invoice_number: 'A-1' };
const kinds = (effects: readonly Effect[]) => effects.map(({ kind }) => kind);

describe('issuing an invoice that credits paid', () => {
  const issued = issueInvoice(frozen({ ...issuing, ledgers: drafted.ledgers }));

  it('makes what they paid final in the same call, as issueCreditCharges does', () => {
    const invoice_id = drafted.invoice.id;
    const alone = issueCreditCharges({ ledger: drafted.ledgers[0]!, invoice_id, at });
    expect([issued.ledgers, issued.ledger]).toEqual([[alone.ledger], null]);
    expect(issued.effects).toEqual([...issueInvoice(issuing).effects, ...alone.effects]);
    expect(issued.invoice).toEqual(issueInvoice(issuing).invoice);
  });

  it('keeps them whatever block is added to the past', () => {
    // 80 were used and 30 paid; 50 that count from the first day on come too late for an invoice that was issued.
    const entry = {
      entry_type: 'increment',
      block_id: 'late',
      amount: 50,
      effective_date: '2026-01-01T05:00:00Z',
    } as const;
    const before = applyLedgerEntry({ ledger: drafted.ledgers[0]!, entry, at: '2026-02-03' }).ledger;
    const after = applyLedgerEntry({ ledger: issued.ledgers[0]!, entry, at: '2026-02-03' }).ledger;
    expect([before.balance, after.balance]).toEqual(['0', '50']);
  });

  it('takes none where no ledger is given', () => {
    expect(issueInvoice(issuing).ledgers).toEqual([]);
  });

  it('refuses the ledger of another customer, two of one currency, and one that contradicts itself', () => {
    const [own] = drafted.ledgers;
    const faults = (ledgers: readonly CreditLedger[]) => faultsOf(() => issueInvoice({ ...issuing, ledgers }));
    expect(faults([{ ...own!, customer_id: 'other' }])).toEqual(['customer_reference ledgers[0].customer_id']);
    expect(faults([own!, own!])).toEqual(['invalid_reference ledgers[1].currency']);
    expect(faults([{ ...own!, balance: '31' }])).toEqual(['inconsistent_history ledgers[0].balance']);
  });
});

describe('voiding an invoice that credits paid', () => {
  const issued = issueInvoice({ ...issuing, ledgers: drafted.ledgers });
  const undone = voidInvoice(
    frozen({ invoice: issued.invoice, customer: issued.customer, at: '2026-02-03', ledgers: issued.ledgers }),
  );

  it('gives them back in the same call, as releaseCreditCharges does (L46)', () => {
    const invoice_id = issued.invoice.id;
    const alone = releaseCreditCharges({ ledger: issued.ledgers[0]!, invoice_id, at: '2026-02-03' });
    expect(undone.ledgers).toEqual([alone.ledger]);
    expect([issued.ledgers[0]?.balance, undone.ledgers[0]?.balance]).toEqual(['0', '30']);
    expect(kinds(undone.effects)).toEqual(['invoice_voided', ...kinds(alone.effects)]);
  });

  it('lets them pay again', () => {
    const again = draftInvoice({ ...base, ledgers: undone.ledgers });
    expect([again.invoice.total, again.ledgers[0]?.balance]).toEqual(['50.00', '0']);
  });
});

describe('credits that an invoice both billed and was paid with', () => {
  // 12 credits of a gift pay 12 of 20; 8 × 0.50 = 4.00 are left, and the ten that the invoice billed await its payment.
  const prices = [{ ...base.prices[0], currency: 'credits', conversion_rate: '0.50' }];
  const settings = { auto_collection: false, net_terms: 0, require_successful_payment: true };
  const bought = { block_id: 'pack', amount: 10, per_unit_cost_basis: '0.50', invoice_settings: settings };
  const ledger = granted('credits', { block_id: 'gift', amount: 12 }, bought);
  const draft = draftInvoice({ ...base, prices, usage: { calls: { quantity: 20 } }, ledgers: [ledger] });
  const purchased = { ledger: draft.ledgers[0]!, block_ids: ['pack'] };
  const rich = { ...customer, balance: '4.00' };
  const given = { invoice: draft.invoice, customer: rich, at, invoice_number: 'A-2', purchased };

  it('are of one ledger, which both changes are made to', () => {
    const issued = issueInvoice(frozen({ ...given, ledgers: draft.ledgers }));
    // The balance paid it whole, so that the ten count; what the gift paid is final.
    expect([draft.invoice.total, issued.invoice.status, issued.ledger?.balance]).toEqual(['4.00', 'paid', '10']);
    expect(issued.ledgers).toEqual([issued.ledger]);
    const charges = issued.ledger?.charges.map(({ issued: amount }) => amount);
    expect(charges).toEqual(['12']);
    const stored = issued.effects.flatMap((effect) => (effect.kind === 'credit_block' ? [effect.block_id] : []));
    expect(stored).toEqual(['pack']);
  });

  it('are voided and given back together', () => {
    const issued = issueInvoice({ ...given, customer, ledgers: draft.ledgers });
    const undone = voidInvoice(
      frozen({
        invoice: issued.invoice,
        customer: issued.customer,
        at: '2026-02-03',
        purchased: { ledger: issued.ledger!, block_ids: ['pack'] },
        ledgers: issued.ledgers,
      }),
    );
    expect([undone.ledger?.balance, undone.ledgers[0]?.balance]).toEqual(['12', '12']);
    expect(undone.ledger?.charges).toEqual([]);
  });
});

describe('steps in the life of a subscription, with ledgers', () => {
  const plans = [{ id: 'metered', name: 'Metered', currency: 'USD', prices: [seats('31.00', 1), calls('1.00')] }];
  const events = ['10', '20'].flatMap((day) => [1, 2, 3].map((n) => call(`2026-01-${day}T12:0${n}:00Z`)));
  const metered = { customer, plans, events, metrics: [callMetric] };
  const five = granted('USD', { block_id: 'five', amount: 5 });
  const created = createSubscription(
    frozen({
      ...metered,
      ledgers: [five],
      id: 'sub',
      request: { customer_id: 'acme', plan_id: 'metered', start_date: '2026-01-01' },
      at: '2026-01-01',
    }),
  );

  it('leave ledgers alone where only advances are billed', () => {
    expect([created.ledgers, kinds(created.effects)]).toEqual([[five], ['invoice_created']]);
  });

  const { subscription, schedule } = created;
  const invoices = created.effects.flatMap((effect) => ('invoice' in effect ? [effect.invoice] : []));
  const ended = cancelSubscription(
    frozen({
      ...metered,
      subscription,
      schedule,
      invoices,
      ledgers: created.ledgers,
      request: { cancel_option: 'immediate' },
      at: '2026-01-25T17:00:00Z',
    }),
  );
  const closing = ended.effects.flatMap((effect) => (effect.kind === 'invoice_created' ? [effect.invoice] : []));

  it('pay the usage that the step invoices, day by day', () => {
    // Six calls at 1.00: three on the 10th, of three on the 20th two; 1.00 is left to pay.
    expect(closing.map(({ total, line_items }) => [total, line_items[0]?.credits_applied])).toEqual([['1.00', '5.00']]);
    expect(tableOf(ended.ledgers[0]!).slice(1)).toEqual([
      '1 2026-01-10 decrement five 3: 5 → 2',
      '2 2026-01-20 decrement five 2: 2 → 0',
    ]);
    const stored = ended.effects.filter(({ kind }) => kind === 'credit_block' || kind === 'ledger_entry');
    expect(kinds(stored)).toEqual(['credit_block', 'ledger_entry', 'ledger_entry']);
  });

  it('give back what they void and pay what they invoice anew', () => {
    const [draft] = closing;
    const issued = issueInvoice({
      invoice: { ...draft!, eligible_to_issue_at: null },
      customer,
      at: '2026-01-26',
      invoice_number: 'A-1',
      ledgers: ended.ledgers,
    });
    // A call of the 15th arrives; the end moves to the 21st, which is before the invoice: it is voided and made again.
    const corrected = cancelSubscription({
      ...metered,
      events: [...events, call('2026-01-15T12:00:00Z')],
      subscription,
      schedule,
      invoices: [issued.invoice],
      ledgers: issued.ledgers,
      request: { cancel_option: 'requested_date', cancellation_date: '2026-01-21' },
      at: '2026-01-27',
    });
    const again = corrected.effects.flatMap((effect) => (effect.kind === 'invoice_created' ? [effect.invoice] : []));
    expect(corrected.effects.find(({ kind }) => kind === 'invoice_voided')).toBeDefined();
    expect(again.map(({ total }) => total)).toEqual(['2.00']);
    expect(tableOf(corrected.ledgers[0]!).slice(1)).toEqual([
      '1 2026-01-10 decrement five 3: 5 → 2',
      '2 2026-01-15 decrement five 1: 2 → 1',
      '3 2026-01-20 decrement five 1: 1 → 0',
    ]);
  });

  it('refuse the ledger of another customer even where nothing is billed', () => {
    const other = { ...five, customer_id: 'other' };
    const request = { cancel_option: 'end_of_subscription_term' } as const;
    const step = () => cancelSubscription({ customer, subscription, schedule, ledgers: [other], request, at });
    expect(faultsOf(step)).toEqual(['customer_reference ledgers[0].customer_id']);
  });
});
